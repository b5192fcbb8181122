package io.stoker.config;

import io.stoker.api.HttpdModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * What to load: the command line's part of a configuration.
 *
 * @param serverRoot {@code -d}; an absolute directory, one byte a char
 * @param file {@code -f}, relative to the server root
 * @param before the lines of {@code -C}, read before the file
 * @param after the lines of {@code -c}, read after it
 * @param defines the names of {@code -D}
 * @param modules what {@code LoadModule} can load, and the modules that are always there
 * @param environment the variables that {@code ${NAME}} falls back to
 * @param program the name that messages begin with
 * @param checkOnly {@code -t}: nothing is opened, nothing will be served
 * @param trial requests will only be tried on it: no log is opened, no program started
 * @param checkDocumentRoot false for {@code -T}
 * @param requireListen whether a configuration without Listen is an error
 * @param edits files that are to be read as they would be, not as they are
 */
public record LoadRequest(
    String serverRoot,
    String file,
    List<String> before,
    List<String> after,
    List<String> defines,
    List<HttpdModule> modules,
    Map<String, String> environment,
    String program,
    boolean checkOnly,
    boolean trial,
    boolean checkDocumentRoot,
    boolean requireListen,
    FileEdits edits) {

  public LoadRequest {
    before = List.copyOf(before);
    after = List.copyOf(after);
    defines = List.copyOf(defines);
    modules = List.copyOf(modules);
    environment = Map.copyOf(environment);
  }

  /** The file with the modules on the class path and this process's environment. */
  public static LoadRequest of(String serverRoot, String file) {
    List<HttpdModule> found = new ArrayList<>();
    ServiceLoader.load(HttpdModule.class).forEach(found::add);
    List<String> none = List.of();
    return new LoadRequest(
        serverRoot,
        file,
        none,
        none,
        none,
        found,
        System.getenv(),
        "httpd",
        false,
        false,
        true,
        true,
        FileEdits.NONE);
  }

  public LoadRequest withBefore(List<String> lines) {
    return copy(c -> c.before = lines);
  }

  public LoadRequest withAfter(List<String> lines) {
    return copy(c -> c.after = lines);
  }

  public LoadRequest withDefines(List<String> names) {
    return copy(c -> c.defines = names);
  }

  public LoadRequest withModules(List<? extends HttpdModule> available) {
    return copy(c -> c.modules = List.copyOf(available));
  }

  public LoadRequest withEnvironment(Map<String, String> variables) {
    return copy(c -> c.environment = variables);
  }

  public LoadRequest withProgram(String name) {
    return copy(c -> c.program = name);
  }

  /** For {@code -t}; {@code -T} does not look whether document roots exist. */
  public LoadRequest checking(boolean documentRoots) {
    return copy(
        c -> {
          c.checkOnly = true;
          c.checkDocumentRoot = documentRoots;
        });
  }

  /** For {@code -T}. */
  public LoadRequest withoutDocumentRootCheck() {
    return copy(c -> c.checkDocumentRoot = false);
  }

  /** For {@code -t} with the document roots as the request says. */
  public LoadRequest checking() {
    return copy(c -> c.checkOnly = true);
  }

  /** For requests that are only tried on it. */
  public LoadRequest trying() {
    return copy(c -> c.trial = true);
  }

  /** For tests and tools that have no listener. */
  public LoadRequest withoutListen() {
    return copy(c -> c.requireListen = false);
  }

  /** With files as they would be after a change. */
  public LoadRequest withEdits(FileEdits changed) {
    return copy(c -> c.edits = changed);
  }

  private LoadRequest copy(Consumer<Copy> change) {
    Copy c = new Copy(this);
    change.accept(c);
    return new LoadRequest(
        serverRoot,
        file,
        c.before,
        c.after,
        c.defines,
        c.modules,
        c.environment,
        c.program,
        c.checkOnly,
        c.trial,
        c.checkDocumentRoot,
        c.requireListen,
        c.edits);
  }

  /** What may be changed. */
  private static final class Copy {
    private List<String> before;
    private List<String> after;
    private List<String> defines;
    private List<HttpdModule> modules;
    private Map<String, String> environment;
    private String program;
    private boolean checkOnly;
    private boolean trial;
    private boolean checkDocumentRoot;
    private boolean requireListen;
    private FileEdits edits;

    Copy(LoadRequest r) {
      before = r.before;
      after = r.after;
      defines = r.defines;
      modules = r.modules;
      environment = r.environment;
      program = r.program;
      checkOnly = r.checkOnly;
      trial = r.trial;
      checkDocumentRoot = r.checkDocumentRoot;
      requireListen = r.requireListen;
      edits = r.edits;
    }
  }
}
