package io.stoker.http;

/** Feeds whole request heads to {@link RequestHead}. */
final class RequestHeads {
  private RequestHeads() {}

  /** The last step after all lines of {@code octets}, which may end early. */
  static RequestHead.Step read(String octets, ProtocolOptions options) {
    RequestHead head = new RequestHead(options, "http");
    RequestHead.Step step = new RequestHead.More();
    int start = 0;
    for (int end = octets.indexOf('\n'); end >= 0; end = octets.indexOf('\n', start)) {
      boolean crlf = end > start && octets.charAt(end - 1) == '\r';
      step = head.line(octets.substring(start, crlf ? end - 1 : end), crlf);
      if (!(step instanceof RequestHead.More)) {
        return step;
      }
      start = end + 1;
    }
    return step;
  }

  static String unescape(String s) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      switch (s.charAt(++i)) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'x' -> {
          out.append((char) Integer.parseInt(s.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> out.append(s.charAt(i));
      }
    }
    return out.toString();
  }
}
