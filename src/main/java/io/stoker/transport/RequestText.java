package io.stoker.transport;

/** The words of a request line. */
final class RequestText {

  private RequestText() {}

  static String method(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }

  /** Between the method and the protocol; a line of HTTP/0.9 ends with it. */
  static String target(String line) {
    int start = line.indexOf(' ') + 1;
    int end = line.lastIndexOf(' ');
    return end < start ? line.substring(start) : line.substring(start, end);
  }
}
