package io.stoker.parity;

import java.util.List;

/** The bytes of a request section, one per character. */
final class RequestBytes {
  private RequestBytes() {}

  /**
   * Turns the lines of a request into bytes.
   *
   * <p>The head's lines end with CRLF and an empty line follows it. What stands behind an empty
   * line is the content: it is sent as it is, without the last line feed. With {@code raw} nothing
   * is added: what the escapes say is sent, and line ends of the file are not.
   */
  static String of(Section s, Workspace workspace) {
    List<String> lines = s.lines().stream().map(workspace::expand).toList();
    if (s.has("raw")) {
      return Escapes.decode(String.join("", lines));
    }
    int gap = lines.indexOf("");
    List<String> head = gap < 0 ? lines : lines.subList(0, gap);
    List<String> body = gap < 0 ? List.of() : lines.subList(gap + 1, lines.size());
    StringBuilder bytes = new StringBuilder();
    head.forEach(line -> bytes.append(Escapes.decode(line)).append("\r\n"));
    bytes.append("\r\n").append(Escapes.decode(String.join("\n", body)));
    return bytes.toString();
  }
}
