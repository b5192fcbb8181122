package io.stoker.testing;

import io.stoker.api.Extension;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import java.util.ArrayList;
import java.util.List;

/** A module made up of hooks, for tests: {@code mod_test} unless named otherwise. */
public final class TestModule implements HttpdModule {

  private final String name;
  private final List<Hook> hooks = new ArrayList<>();
  private final List<Extension<?>> extensions = new ArrayList<>();

  private TestModule(String name) {
    this.name = name;
  }

  public static TestModule named(String name) {
    return new TestModule(name);
  }

  /** A module with one hook. */
  public static TestModule on(Phase phase, Hook.Step step) {
    return named("mod_test").and(phase, step);
  }

  public TestModule and(Phase phase, Hook.Step step) {
    return and(Hook.on(phase, step));
  }

  public TestModule and(Hook hook) {
    hooks.add(hook);
    return this;
  }

  public TestModule and(Extension<?> extension) {
    extensions.add(extension);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Hook> hooks() {
    return hooks;
  }

  @Override
  public List<Extension<?>> extensions() {
    return extensions;
  }
}
