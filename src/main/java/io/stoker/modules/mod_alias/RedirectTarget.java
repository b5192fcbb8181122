package io.stoker.modules.mod_alias;

import io.stoker.http.Escapes;

/** URLs made of patterns and expressions. */
final class RedirectTarget {

  private RedirectTarget() {}

  /**
   * The URL with what is in front of its query and fragment escaped. As httpd does it, the port is
   * left out where it is the scheme's own, and a password is not shown.
   */
  static String escape(String url) {
    int end = 0;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    return Escapes.uri(tidy(url.substring(0, end))) + url.substring(end);
  }

  private static String tidy(String url) {
    int colon = url.indexOf(':');
    if (colon < 0 || !isAbsolute(url) || !url.startsWith("//", colon + 1)) {
      return url;
    }
    int start = colon + 3;
    int slash = url.indexOf('/', start);
    int end = slash < 0 ? url.length() : slash;
    String scheme = url.substring(0, colon);
    return url.substring(0, start)
        + authority(url.substring(start, end), scheme)
        + url.substring(end);
  }

  private static String authority(String authority, String scheme) {
    int at = authority.lastIndexOf('@');
    String user = authority.substring(0, at + 1);
    String host = authority.substring(at + 1);
    int password = user.indexOf(':');
    if (password >= 0) {
      user = user.substring(0, password) + ":XXXXXXXX@";
    }
    int port = host.lastIndexOf(':');
    if (port > host.lastIndexOf(']') && isUsual(host.substring(port + 1), scheme)) {
      host = host.substring(0, port);
    }
    return user + host;
  }

  private static boolean isUsual(String port, String scheme) {
    return port.isEmpty()
        || (scheme.equalsIgnoreCase("http") && port.equals("80"))
        || (scheme.equalsIgnoreCase("https") && port.equals("443"))
        || (scheme.equalsIgnoreCase("ftp") && port.equals("21"));
  }

  /** Whether it begins with a scheme and a colon. */
  static boolean isAbsolute(String url) {
    int i = 0;
    while (i < url.length() && isSchemeChar(url.charAt(i))) {
      i++;
    }
    return i > 0 && i < url.length() && url.charAt(i) == ':';
  }

  private static boolean isSchemeChar(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '+' || c == '-' || c == '.';
  }
}
