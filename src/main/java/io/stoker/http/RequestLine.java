package io.stoker.http;

/**
 * A request line taken apart.
 *
 * @param text rebuilt with single spaces, as httpd logs it ({@code %r})
 * @param method as sent
 * @param target the parsed target
 * @param protocol as logged ({@code %H}); {@code HTTP/0.9} for a line without one
 * @param version 0.9 for a line without protocol
 */
public record RequestLine(
    String text, String method, RequestTarget target, String protocol, HttpVersion version) {

  /** True for a line without protocol: no header fields follow, none are sent back. */
  public boolean isSimple() {
    return version.equals(HttpVersion.HTTP_0_9);
  }

  /** This line with the protocol of a refused request: errors are never answered as 0.9. */
  RequestLine asHttp10() {
    return isSimple()
        ? new RequestLine(text, method, target, "HTTP/1.0", HttpVersion.HTTP_1_0)
        : this;
  }
}
