package io.stoker.modules.mod_alias;

import io.stoker.api.Exchange;
import io.stoker.api.Position;
import io.stoker.expr.Regex;
import io.stoker.expr.Substitution;
import io.stoker.http.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * Redirect or RedirectMatch for a URL path or a pattern.
 *
 * @param fake URL path, or the pattern as written
 * @param regex the pattern of RedirectMatch, else null
 * @param url where to, with groups for a pattern; null for a status that is no redirect
 * @param status what to answer
 * @param at its line
 */
record RedirectRule(
    String fake, @Nullable Regex regex, @Nullable String url, int status, Position at) {

  /** The target for the request's path; empty where the status needs none; null: no match. */
  @Nullable String target(Exchange x) {
    return regex == null ? byPrefix(x) : byPattern(regex, x.uri());
  }

  private @Nullable String byPrefix(Exchange x) {
    int length = UrlPrefix.match(x.uri(), fake);
    if (length == 0) {
      return null;
    }
    x.context(fake, url == null ? x.contextDocumentRoot() : url);
    return url == null ? "" : url + Escapes.uri(x.uri().substring(length));
  }

  private @Nullable String byPattern(Regex pattern, String path) {
    Regex.Match match = pattern.find(path);
    if (match == null) {
      return null;
    }
    return url == null ? "" : RedirectTarget.escape(Substitution.apply(url, match));
  }
}
