package io.stoker.config;

import io.stoker.api.HttpdModule;
import java.util.List;

/** A module that is nothing but a part of the configuration language. */
record LanguageModule(String name, boolean isStatic) implements HttpdModule {

  /** Those that are there whether or not something on the class path declares them. */
  static final List<HttpdModule> ALL =
      List.of(
          new LanguageModule("core", true),
          new LanguageModule("mod_so", true),
          new LanguageModule("mod_version", true),
          new LanguageModule("mod_macro", false));
}
