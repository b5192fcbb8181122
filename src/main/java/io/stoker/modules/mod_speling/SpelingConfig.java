package io.stoker.modules.mod_speling;

import io.stoker.api.Mergeable;

/**
 * mod_speling's directives of a place. A place that says any of them begins with the defaults:
 * httpd inherits none of them.
 *
 * @param enabled CheckSpelling
 * @param caseOnly CheckCaseOnly
 * @param basename CheckBasenameMatch
 */
record SpelingConfig(boolean enabled, boolean caseOnly, boolean basename)
    implements Mergeable<SpelingConfig> {

  static final SpelingConfig DEFAULT = new SpelingConfig(false, false, true);

  SpelingConfig withEnabled(boolean on) {
    return new SpelingConfig(on, caseOnly, basename);
  }

  SpelingConfig withCaseOnly(boolean on) {
    return new SpelingConfig(enabled, on, basename);
  }

  SpelingConfig withBasename(boolean on) {
    return new SpelingConfig(enabled, caseOnly, on);
  }

  @Override
  public SpelingConfig over(SpelingConfig parent) {
    return this;
  }
}
