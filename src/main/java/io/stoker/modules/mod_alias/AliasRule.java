package io.stoker.modules.mod_alias;

import io.stoker.api.Position;
import io.stoker.expr.Regex;
import org.jspecify.annotations.Nullable;

/**
 * Alias, AliasMatch, ScriptAlias or ScriptAliasMatch of a server.
 *
 * @param fake URL path, or the pattern as written
 * @param regex the pattern of a Match directive, else null
 * @param real file path, with groups for a pattern
 * @param handler what the directive sets, or null
 * @param at its line
 */
record AliasRule(
    String fake, @Nullable Regex regex, String real, @Nullable String handler, Position at) {

  /** Whether it takes what a later rule for the URL path {@code other} is for. */
  boolean hides(String other) {
    return regex == null ? UrlPrefix.match(other, fake) > 0 : regex.matches(other);
  }

  /** {@code ScriptAliasMatch} and the like, as the warning about hidden rules names it. */
  String directive() {
    return (handler == null ? "" : "Script") + "Alias" + (regex == null ? "" : "Match");
  }
}
