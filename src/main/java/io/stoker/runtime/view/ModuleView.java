package io.stoker.runtime.view;

import java.util.List;

/**
 * A module.
 *
 * @param name {@code mod_mime}
 * @param identifier what LoadModule takes: {@code mime_module}
 * @param isLoaded whether the configuration has it
 * @param isStatic whether it is there without LoadModule
 * @param hooks the phases of a request in which it takes part, with its place in them
 * @param directives the names that it gives, sections in brackets
 */
public record ModuleView(
    String name,
    String identifier,
    boolean isLoaded,
    boolean isStatic,
    List<HookPlace> hooks,
    List<String> directives) {

  /** A hook: the phase and the coarse place, {@code HANDLER} and {@code MIDDLE}. */
  public record HookPlace(String phase, String order) {}
}
