package io.stoker.modules.mod_alias;

/** How the URL path of Alias and Redirect matches the path of a request. */
final class UrlPrefix {

  private UrlPrefix() {}

  /**
   * The length of the beginning of {@code uri} that {@code prefix} stands for, or 0 where it does
   * not match. Any number of slashes in one is any number in the other; a prefix without slash at
   * its end matches whole segments only.
   */
  static int match(String uri, String prefix) {
    int u = 0;
    int p = 0;
    while (p < prefix.length()) {
      if (prefix.charAt(p) == '/') {
        if (u >= uri.length() || uri.charAt(u) != '/') {
          return 0;
        }
        p = skipSlashes(prefix, p);
        u = skipSlashes(uri, u);
      } else if (u >= uri.length() || uri.charAt(u++) != prefix.charAt(p++)) {
        return 0;
      }
    }
    boolean segmentEnds = u == uri.length() || uri.charAt(u) == '/';
    return prefix.endsWith("/") || segmentEnds ? u : 0;
  }

  private static int skipSlashes(String s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) == '/') {
      at++;
    }
    return at;
  }
}
