package io.stoker.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The host that a request is for: from its target or its Host field, checked as httpd does. */
public final class HostHeader {
  private HostHeader() {}

  /** Outcome of a check. */
  public sealed interface Result {}

  /**
   * A host to look the virtual host up with.
   *
   * @param name in lower case, without brackets and without a dot at the end; empty for none
   * @param port from 1 to 65535, or -1 when the request names none that counts
   * @param ipv6 true for an IPv6 address
   * @param replacement what the Host field must be set to, as the target overrides it; null when it
   *     stays
   */
  public record Accepted(String name, int port, boolean ipv6, @Nullable String replacement)
      implements Result {
    /** True when the request names a host. */
    public boolean isPresent() {
      return !name.isEmpty();
    }
  }

  /** A host that is not acceptable. */
  public record Refused(Refusal refusal) implements Result {}

  private static final Accepted NONE = new Accepted("", -1, false, null);

  /**
   * Finds and checks the host of a request.
   *
   * @param scheme of the connection, http or https
   */
  public static Result of(
      RequestLine line, Headers headers, String scheme, ProtocolOptions options) {
    String field = headers.get(HeaderNames.HOST);
    String named = line.target().effectiveHost(scheme);
    Result result = NONE;
    if (named != null) {
      result = fromTarget(line.target(), named, field, options.strict());
    } else if (field != null) {
      result = fromField(field, options.strict());
    }
    boolean unnamed = named == null && (field == null || field.isEmpty());
    boolean missing =
        (unnamed && line.version().atLeast(HttpVersion.HTTP_1_1))
            || (field == null && line.version().equals(HttpVersion.HTTP_1_1));
    return result instanceof Accepted && missing ? new Refused(missing(line)) : result;
  }

  private static Refusal missing(RequestLine line) {
    return Refusal.debug(
        400,
        "AH00569",
        "client sent HTTP/1.1 request without hostname (see RFC2616 section 14.23): "
            + line.target().path());
  }

  private static Result fromTarget(
      RequestTarget target, String named, @Nullable String field, boolean strict) {
    Result result = named.isEmpty() ? NONE : check(named, named, target.ipv6(), -1, strict);
    if (!(result instanceof Accepted host)) {
      return result;
    }
    int port = port(target.port());
    String name = host.name();
    if (!strict || field == null) {
      return new Accepted(name, port, host.ipv6(), null);
    }
    String shown = host.ipv6() ? "[" + name + "]" : name;
    String replacement = target.port() == null ? shown : shown + ":" + target.port();
    return new Accepted(name, port, host.ipv6(), replacement);
  }

  /**
   * Checks the value of a Host field; a blank one is accepted and names no host.
   *
   * @param strict HttpProtocolOptions Strict
   */
  public static Result fromField(String field, boolean strict) {
    if (field.isEmpty()) {
      return NONE;
    }
    int close = field.indexOf(']');
    boolean bracket = field.startsWith("[");
    if (isNumber(field, 0)) {
      return check(field, field, false, -1, strict);
    }
    int colon = field.lastIndexOf(':');
    boolean hasPort = colon >= 0 && colon > close && isNumber(field, colon + 1);
    String host = hasPort ? field.substring(0, colon) : field;
    int port = hasPort ? port(field.substring(colon + 1)) : -1;
    if (host.isEmpty() || (hasPort && port < 0) || (bracket && !host.endsWith("]"))) {
      return malformed(field, null);
    }
    if (!bracket) {
      return check(field, host, false, port, strict);
    }
    return close == host.length() - 1
        ? check(field, host.substring(1, close), true, port, strict)
        : malformed(field, null);
  }

  private static Result check(String field, String host, boolean ipv6, int port, boolean strict) {
    if (ipv6) {
      return Ipv6.isAddress(host)
          ? new Accepted(Scan.lower(host), port, true, null)
          : malformed(field, null);
    }
    if (isNumber(field, 0)) {
      return strict
          ? new Refused(
              Refusal.debug(
                  400, "AH02416", "[strict] purely numeric host names not allowed: " + field))
          : new Accepted(host, port, false, null);
    }
    if (host.contains("..") || host.indexOf('/') >= 0 || host.indexOf('\\') >= 0) {
      return malformed(field, null);
    }
    String name = Scan.lower(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    Diagnostic fault = strict ? strictFault(name) : null;
    return fault == null ? new Accepted(name, port, false, null) : malformed(field, fault);
  }

  /**
   * Letters, digits, dots, hyphens, underscores; dotted decimals whole; no digit first in a TLD.
   */
  private static @Nullable Diagnostic strictFault(String name) {
    boolean decimal = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Scan.isAlpha(c) || c == '-' || c == '_') {
        decimal = false;
      } else if (c != '.' && !Scan.isDigit(c)) {
        return invalid(name, i);
      }
    }
    if (decimal) {
      return isDottedDecimal(name) ? null : invalid(name, name.length());
    }
    int dot = name.lastIndexOf('.');
    boolean badTop = dot >= 0 && dot + 1 < name.length() && !Scan.isAlpha(name.charAt(dot + 1));
    return badTop ? invalid(name, dot) : null;
  }

  private static boolean isDottedDecimal(String name) {
    int dots = 0;
    for (int i = 0; i < name.length(); i++) {
      boolean start = i == 0 || name.charAt(i - 1) == '.';
      boolean leadingZero =
          name.charAt(i) == '0' && i + 1 < name.length() && Scan.isDigit(name.charAt(i + 1));
      if (start && leadingZero) {
        return false;
      }
      dots += name.charAt(i) == '.' ? 1 : 0;
    }
    return dots == 3 && name.charAt(0) != '.';
  }

  private static Diagnostic invalid(String name, int at) {
    String rest = name.substring(at, Math.min(name.length(), at + 100));
    return Diagnostic.debug(
        "AH02415",
        "[strict] Invalid host name '"
            + name
            + "'"
            + (rest.isEmpty() ? "" : ", problem near: " + rest));
  }

  private static Refused malformed(String field, @Nullable Diagnostic first) {
    Diagnostic last = Diagnostic.debug("AH00550", "Client sent malformed Host header: " + field);
    return new Refused(
        new Refusal(400, first == null ? List.of(last) : List.of(first, last), null));
  }

  private static boolean isNumber(String s, int from) {
    for (int i = from; i < s.length(); i++) {
      if (!Scan.isDigit(s.charAt(i))) {
        return false;
      }
    }
    return from < s.length();
  }

  /** 1 to 65535, or -1. */
  private static int port(@Nullable String digits) {
    if (digits == null || !isNumber(digits, 0)) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < digits.length() && port <= 65_535; i++) {
      port = port * 10 + digits.charAt(i) - '0';
    }
    return port >= 1 && port <= 65_535 ? port : -1;
  }
}
