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
    String front = url.substring(0, end);
    int colon = url.indexOf(':');
    if (!isAbsolute(url) || !front.startsWith("//", colon + 1)) {
      return Escapes.uri(front) + url.substring(end);
    }
    int start = colon + 3;
    int slash = front.indexOf('/', start);
    int hostEnd = slash < 0 ? front.length() : slash;
    String scheme = front.substring(0, start);
    String host = front.substring(start, hostEnd);
    if (!hasPort(host)) {
      // Nothing behind a port that is none is looked at.
      return Escapes.uri(scheme + host.substring(0, host.lastIndexOf(':')));
    }
    String tidy = scheme + authority(host, scheme) + front.substring(hostEnd);
    return Escapes.uri(tidy) + url.substring(end);
  }

  /** Whether what stands where a port would is one, or nothing stands there. */
  private static boolean hasPort(String authority) {
    int port = portStart(authority);
    return port < 0 || authority.substring(port).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int portStart(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > Math.max(authority.lastIndexOf(']'), authority.lastIndexOf('@'))
        ? colon + 1
        : -1;
  }

  private static String authority(String authority, String scheme) {
    int at = authority.lastIndexOf('@');
    String user = authority.substring(0, at + 1);
    String host = authority.substring(at + 1);
    int password = user.indexOf(':');
    if (password >= 0) {
      user = user.substring(0, password) + ":XXXXXXXX@";
    }
    int port = portStart(host);
    if (port >= 0 && isUsual(host.substring(port), scheme)) {
      host = host.substring(0, port - 1);
    }
    return user + host;
  }

  private static boolean isUsual(String port, String scheme) {
    return port.isEmpty()
        || (scheme.equalsIgnoreCase("http://") && port.equals("80"))
        || (scheme.equalsIgnoreCase("https://") && port.equals("443"))
        || (scheme.equalsIgnoreCase("ftp://") && port.equals("21"));
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
