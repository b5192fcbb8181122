package io.stoker.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of a request line, as httpd 2.4 makes them under HttpProtocolOptions. */
public final class RequestLineRules {
  private RequestLineRules() {}

  /** Outcome of a check. */
  public sealed interface Result {}

  /** A line to go on with. */
  public record Accepted(RequestLine line) implements Result {}

  /** A refused line; {@code line} is what could be read of it, for the access log. */
  public record Refused(RequestLine line, Refusal refusal) implements Result {}

  /**
   * Checks a request line as it came off the wire.
   *
   * @param line octets without the line end
   * @param crlf whether it ended with CR LF rather than LF alone
   */
  public static Result check(String line, boolean crlf, ProtocolOptions options) {
    if (ProtocolOptions.exceeds(line, options.limitRequestLine())) {
      return new Refused(unread(line), tooLong(options));
    }
    if (line.indexOf('\0') >= 0 || (options.strict() && !crlf)) {
      return new Refused(unread(line), malformed(line));
    }
    return new Parser(line, options).check();
  }

  /** 414: the line is longer than LimitRequestLine. */
  public static Refusal tooLong(ProtocolOptions options) {
    return Refusal.of(
        Status.REQUEST_URI_TOO_LONG,
        Diagnostic.Level.INFO,
        "AH00565",
        "request failed: client's request-line exceeds LimitRequestLine (longer than "
            + options.limitRequestLine()
            + ")");
  }

  private static Refusal malformed(String line) {
    Diagnostic malformed = Diagnostic.debug("AH00566", "request failed: malformed request line");
    return new Refusal(
        400,
        line.indexOf('\0') < 0 ? List.of(malformed) : List.of(nulBytes(line), malformed),
        null);
  }

  static Diagnostic nulBytes(String line) {
    return Diagnostic.debug("", "NULL bytes in header (" + line.length() + " bytes)");
  }

  private static RequestLine unread(String line) {
    RequestTarget none = RequestTarget.parse("GET", "");
    return new RequestLine(line, "-", none, "HTTP/1.0", HttpVersion.HTTP_1_0);
  }

  /** One pass over one line. The first fault found is the one that counts. */
  private static final class Parser {
    private final String line;
    private final ProtocolOptions options;
    private @Nullable Diagnostic fault;
    private boolean stopped;
    private String method = "";
    private String uri = "";
    private String protocol = "";

    Parser(String line, ProtocolOptions options) {
      this.line = line;
      this.options = options;
    }

    Result check() {
      split();
      RequestTarget target = RequestTarget.parse(method, uri);
      String text =
          method + (uri.isEmpty() ? "" : " " + uri) + (protocol.isEmpty() ? "" : " " + protocol);
      RequestLine parsed = new RequestLine(text, method, target, shownProtocol(), version());
      Refusal refusal = judge(parsed);
      return refusal == null ? new Accepted(parsed) : new Refused(parsed.asHttp10(), refusal);
    }

    /** Cuts the line at white space: method, target, protocol. */
    private void split() {
      int start = 0;
      while (start < line.length() && Scan.isSpace(line.charAt(start))) {
        start++;
      }
      if (start > 0) {
        fault("AH03447", "Invalid whitespace");
      }
      int end = methodEnd(start);
      method = line.substring(start, end);
      if (stopped) {
        return;
      }
      int uriStart = afterSpace(end);
      int uriEnd = uriEnd(uriStart);
      uri = line.substring(uriStart, uriEnd);
      int protocolStart = afterSpace(uriEnd);
      int protocolEnd = Scan.visibleEnd(line, protocolStart);
      protocol = line.substring(protocolStart, protocolEnd);
      trailing(protocolEnd);
    }

    private int methodEnd(int start) {
      int end = options.strict() ? Scan.tokenEnd(line, start) : Scan.visibleEnd(line, start);
      boolean whole = end == line.length() || Scan.isSpace(line.charAt(end));
      if (fault != null || (end > start && whole)) {
        return end;
      }
      int space = Scan.spaceFrom(line, end);
      int wordEnd = space < 0 ? line.length() : space;
      stopped = space < 0;
      fault(
          "AH03445", "Invalid method token: '" + Scan.forLog(line.substring(start, wordEnd)) + "'");
      return wordEnd;
    }

    private int uriEnd(int start) {
      int end = Scan.visibleEnd(line, start);
      if (end > start && (end == line.length() || Scan.isSpace(line.charAt(end)))) {
        return end;
      }
      int space = Scan.spaceFrom(line, end);
      int wordEnd = space < 0 ? line.length() : space;
      // Unlike the other faults this one replaces what was found before it.
      fault = null;
      String shown = Scan.forLog(line.substring(start, wordEnd));
      fault("AH03454", "URI incorrectly encoded: '" + shown + "'");
      return wordEnd;
    }

    /** Index after the white space at {@code at}; strict wants one space and no more. */
    private int afterSpace(int at) {
      int i = at;
      if (options.strict() && at + 1 < line.length() && Scan.isSpace(line.charAt(at + 1))) {
        excessWhitespace();
      }
      while (i < line.length() && Scan.isSpace(line.charAt(i))) {
        if (line.charAt(i++) != ' ') {
          fault("AH03447", "Invalid whitespace");
        }
      }
      return i;
    }

    /** Nothing may follow the protocol; Unsafe takes spaces. */
    private void trailing(int at) {
      if (at == line.length()) {
        return;
      }
      if (!Scan.isSpace(line.charAt(at))) {
        fault = unrecognizedProtocol();
      } else if (options.strict()) {
        fault = null;
        excessWhitespace();
      } else {
        int text = afterSpace(at);
        if (text < line.length()) {
          String found = Scan.forLog(line.substring(text));
          fault(
              "AH03449",
              "Extraneous text found '" + found + "' (perhaps whitespace was injected?)");
        }
      }
    }

    private void excessWhitespace() {
      fault("AH03448", "Excess whitespace (disallowed by HttpProtocolOptions Strict)");
    }

    private Diagnostic unrecognizedProtocol() {
      return Diagnostic.debug(
          "AH02418",
          "HTTP Request Line; Unrecognized protocol '"
              + Scan.forLog(protocol)
              + "' (perhaps whitespace was injected?)");
    }

    private void fault(String id, String text) {
      if (fault == null) {
        fault = Diagnostic.debug(id, "HTTP Request Line; " + text);
      }
    }

    private HttpVersion version() {
      HttpVersion version = HttpVersion.parse(protocol, true);
      return version != null
          ? version
          : protocol.isEmpty() ? HttpVersion.HTTP_0_9 : HttpVersion.HTTP_1_0;
    }

    private String shownProtocol() {
      if (protocol.isEmpty()) {
        return "HTTP/0.9";
      }
      return HttpVersion.parse(protocol, true) != null ? "HTTP" + protocol.substring(4) : protocol;
    }

    private @Nullable Refusal judge(RequestLine parsed) {
      checkProtocol();
      if (fault != null) {
        return new Refusal(400, List.of(fault), null);
      }
      if (options.registeredMethods() && !Methods.isKnown(method)) {
        return Refusal.debug(
            Status.NOT_IMPLEMENTED,
            "AH02423",
            "HTTP Request Line; Unrecognized HTTP method: '"
                + Scan.forLog(method)
                + "' (disallowed by RegisteredMethods)");
      }
      return judgeTarget(parsed.target());
    }

    private void checkProtocol() {
      if (protocol.isEmpty()) {
        check09();
      } else if (HttpVersion.parse(protocol, !options.strict()) == null && fault == null) {
        fault = unrecognizedProtocol();
      }
    }

    private void check09() {
      if (!options.allow09()) {
        fault("AH02401", "Rejected HTTP/0.9 request");
      } else if (options.strict() && !method.equals(Methods.GET)) {
        fault(
            "AH03444",
            "Invalid method token: '"
                + Scan.forLog(method)
                + "' (only GET is allowed for HTTP/0.9 requests)");
      }
    }

    private @Nullable Refusal judgeTarget(RequestTarget target) {
      if (!target.valid()) {
        return badRequest("AH03450", "Unable to parse URI: '" + Scan.forLog(target.path()) + "'");
      }
      if (options.strict() && target.fragment() != null) {
        return badRequest("AH02421", "URI must not contain a fragment");
      }
      if (options.strict() && target.userinfo() != null) {
        return badRequest("AH02422", "URI must not contain a username/password");
      }
      return null;
    }

    private static Refusal badRequest(String id, String text) {
      return Refusal.debug(400, id, "HTTP Request Line; " + text);
    }
  }
}
