package io.stoker.http;

import org.jspecify.annotations.Nullable;

/** One parse of a request target, after apr_uri_parse. */
final class TargetParser {
  private final String sent;
  private final String raw;
  private @Nullable String scheme;
  private @Nullable String userinfo;
  private @Nullable String host;
  private boolean ipv6;
  private @Nullable String port;
  private @Nullable String path;
  private @Nullable String query;
  private @Nullable String fragment;

  /** {@code raw} is {@code sent} with one slash at its front where there were several. */
  TargetParser(String sent, String raw) {
    this.sent = sent;
    this.raw = raw;
  }

  /** {@code host:port} of CONNECT; a port is needed. */
  RequestTarget authority() {
    boolean bracket = raw.startsWith("[");
    int close = raw.indexOf(']');
    int colon = bracket ? close + 1 : raw.indexOf(':');
    boolean ok =
        colon >= 0
            && colon < raw.length()
            && raw.charAt(colon) == ':'
            && (!bracket || close > 0)
            && isPort(raw.substring(colon + 1))
            && colon + 1 < raw.length();
    if (!ok) {
      return invalid();
    }
    ipv6 = bracket;
    host = bracket ? raw.substring(1, close) : raw.substring(0, colon);
    port = raw.substring(colon + 1);
    return build(RequestTarget.Form.AUTHORITY, true, "/");
  }

  RequestTarget uri(String method) {
    int rest = raw.startsWith("/") ? 0 : schemeEnd();
    if (rest > 0 && raw.startsWith("//", rest)) {
      int end = authorityEnd(rest + 2);
      if (!authority(raw.substring(rest + 2, end))) {
        return invalid();
      }
      rest = end;
    }
    pathAndQuery(rest);
    boolean options = method.equals(Methods.OPTIONS);
    String shown = path != null ? path : options ? "*" : "/";
    RequestTarget.Form form =
        scheme != null
            ? RequestTarget.Form.ABSOLUTE
            : shown.equals("*") ? RequestTarget.Form.ASTERISK : RequestTarget.Form.ORIGIN;
    boolean ok = shown.startsWith("/") || (options && shown.equals("*"));
    return build(form, ok, shown);
  }

  /** Index after the colon of a scheme, 0 without one. */
  private int schemeEnd() {
    int i = 0;
    while (i < raw.length() && isSchemeChar(raw.charAt(i), i)) {
      i++;
    }
    if (i == 0 || i >= raw.length() || raw.charAt(i) != ':') {
      return 0;
    }
    scheme = raw.substring(0, i);
    return i + 1;
  }

  private static boolean isSchemeChar(char c, int at) {
    return Scan.isAlpha(c) || (at > 0 && (Scan.isDigit(c) || c == '+' || c == '-' || c == '.'));
  }

  private int authorityEnd(int from) {
    int i = from;
    while (i < raw.length() && "/?#".indexOf(raw.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private boolean authority(String text) {
    int at = text.lastIndexOf('@');
    if (at >= 0) {
      userinfo = text.substring(0, at);
    }
    String hostPort = text.substring(at + 1);
    ipv6 = hostPort.startsWith("[");
    int close = hostPort.indexOf(']');
    if (ipv6 && close < 0) {
      return false;
    }
    int colon = ipv6 ? close + 1 : hostPort.indexOf(':');
    if (colon < 0 || colon >= hostPort.length() || hostPort.charAt(colon) != ':') {
      // Without a colon after the bracket APR drops the last char, whatever it is.
      host = ipv6 ? hostPort.substring(1, hostPort.length() - 1) : hostPort;
      return true;
    }
    host = ipv6 ? hostPort.substring(1, close) : hostPort.substring(0, colon);
    String digits = hostPort.substring(colon + 1);
    port = digits;
    return isPort(digits);
  }

  /** What C's strtol takes whole; the value is not looked at here. */
  private static boolean isPort(String text) {
    int i = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    if (i == 1 && text.length() == 1) {
      return false;
    }
    for (; i < text.length(); i++) {
      if (!Scan.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void pathAndQuery(int from) {
    int hash = raw.indexOf('#', from);
    int end = hash < 0 ? raw.length() : hash;
    if (hash >= 0) {
      fragment = raw.substring(hash + 1);
    }
    int mark = raw.indexOf('?', from);
    if (mark >= 0 && mark < end) {
      query = raw.substring(mark + 1, end);
      end = mark;
    }
    if (end > from) {
      path = raw.substring(from, end);
    }
  }

  private RequestTarget invalid() {
    host = null;
    port = null;
    return build(RequestTarget.Form.ORIGIN, false, raw);
  }

  private RequestTarget build(RequestTarget.Form form, boolean valid, String shownPath) {
    return new RequestTarget(
        sent, form, valid, scheme, userinfo, host, ipv6, port, shownPath, query, fragment);
  }
}
