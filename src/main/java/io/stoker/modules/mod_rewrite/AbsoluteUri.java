package io.stoker.modules.mod_rewrite;

import io.stoker.http.Escapes;

/**
 * Substitutions that are absolute URIs, of the schemes that httpd knows. It does not know ldaps and
 * uwsgi.
 */
final class AbsoluteUri {

  private record Scheme(String prefix, boolean query) {}

  private static final Scheme[] SCHEMES = {
    new Scheme("http://", true),
    new Scheme("https://", true),
    new Scheme("ajp://", true),
    new Scheme("balancer://", true),
    new Scheme("fcgi://", true),
    new Scheme("ftp://", false),
    new Scheme("gopher://", false),
    new Scheme("h2://", true),
    new Scheme("h2c://", true),
    new Scheme("ldap://", false),
    new Scheme("mailto:", true),
    new Scheme("news:", false),
    new Scheme("nntp://", false),
    new Scheme("scgi://", true),
    new Scheme("unix:", true),
    new Scheme("ws://", true),
    new Scheme("wss://", true),
  };

  private AbsoluteUri() {}

  /** The length of the scheme with its colon and slashes; 0 where the text is no absolute URI. */
  static int schemeLength(String uri) {
    Scheme scheme = scheme(uri);
    return scheme == null ? 0 : scheme.prefix.length();
  }

  /** Whether it is an absolute URI of a scheme that has no query. */
  static boolean hasNoQuery(String uri) {
    Scheme scheme = scheme(uri);
    return scheme != null && !scheme.query;
  }

  private static @org.jspecify.annotations.Nullable Scheme scheme(String uri) {
    if (uri.isEmpty() || uri.charAt(0) == '/') {
      return null;
    }
    for (Scheme scheme : SCHEMES) {
      if (uri.regionMatches(true, 0, scheme.prefix, 0, scheme.prefix.length())) {
        return scheme;
      }
    }
    return null;
  }

  /** The URI with its path escaped; the authority stays as it is. */
  static String escape(String uri) {
    int at = schemeLength(uri);
    if (at == 0 || uri.charAt(at - 1) != '/') {
      return uri.substring(0, at) + Escapes.uri(uri.substring(at));
    }
    while (at < uri.length() && uri.charAt(at) != '/') {
      at++;
    }
    String path = uri.substring(at);
    if (!uri.regionMatches(true, 0, "ldap", 0, 4)) {
      return uri.substring(0, at) + Escapes.uri(path);
    }
    // RFC 4516: question marks divide the parts of an LDAP URL.
    StringBuilder out = new StringBuilder(uri.substring(0, at));
    String[] parts = path.split("\\?", 5);
    for (int i = 0; i < parts.length; i++) {
      out.append(i == 0 ? "" : "?").append(Escapes.uri(parts[i]));
    }
    return out.toString();
  }
}
