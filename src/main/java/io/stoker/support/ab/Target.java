package io.stoker.support.ab;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param host without brackets
 * @param port the one that was said, or the scheme's
 * @param path with the query
 */
record Target(boolean tls, String host, int port, String path) {

  /** Reads {@code [http[s]://]hostname[:port]/path}; null where it is none. */
  static @Nullable Target parse(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    boolean tls = lower.startsWith("https://");
    String rest = tls ? url.substring(8) : lower.startsWith("http://") ? url.substring(7) : url;
    int slash = rest.indexOf('/');
    if (slash <= 0) {
      return null;
    }
    HostPort host = HostPort.parse(rest.substring(0, slash), tls ? 443 : 80);
    return host == null ? null : new Target(tls, host.host(), host.port(), rest.substring(slash));
  }

  /** The value of Host. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  /** The target as a proxy wants it. */
  String absolute() {
    return (tls ? "https://" : "http://") + authority() + path;
  }

  /** A host, whose address may stand in brackets, and a port. */
  record HostPort(String host, int port) {
    static @Nullable HostPort parse(String text, int usual) {
      int bracket = text.lastIndexOf(']');
      int colon = text.lastIndexOf(':');
      String host = colon > bracket ? text.substring(0, colon) : text;
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      try {
        int port = colon > bracket ? Integer.parseInt(text.substring(colon + 1)) : usual;
        return host.isEmpty() || port < 1 || port > 65_535 ? null : new HostPort(host, port);
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }
}
