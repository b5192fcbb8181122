package io.stoker.parity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came back for a request, as bytes (one per character).
 *
 * @param heads status line and header fields of each response head: interim ones (1xx) first; empty
 *     when nothing came or when the reply has no head (HTTP/0.9)
 * @param body the content, without its transfer coding
 * @param marks {@code none}: the connection was closed without a byte; {@code 0.9}: no head; {@code
 *     closed}: the connection was closed afterwards, though the reply does not say so; {@code not
 *     closed}: the opposite; {@code truncated}: it ended too early
 */
record Reply(List<List<String>> heads, String body, Set<String> marks) {

  /** The final head, or an empty list. */
  List<String> head() {
    return heads.isEmpty() ? List.of() : heads.getLast();
  }

  /** Values of a header field of a head. */
  static Stream<String> values(List<String> head, String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip());
  }
}
