package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EscapesTest {

  @Test
  void uris() {
    assertThat(Escapes.uri("/a b/\u00e9\"?%:@&=+$,;!*'()~"))
        .isEqualTo("/a%20b/%e9%22%3f%25:@&=+$,;!*'()~");
    assertThat(Escapes.uri("/plain")).isSameAs("/plain");
    assertThat(Escapes.pathSegment("a/b c")).isEqualTo("a%2fb%20c");
    assertThat(Escapes.osPath("a:b/c")).isEqualTo("./a:b/c");
    assertThat(Escapes.osPath("a/b:c")).isEqualTo("a/b:c");
    assertThat(Escapes.urlEncoded("a b&c=d/~")).isEqualTo("a+b%26c%3dd%2f%7e");
  }

  @Test
  void html() {
    assertThat(Escapes.html("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;'");
    assertThat(Escapes.html("plain")).isSameAs("plain");
  }

  @Test
  void logs() {
    String odd = "a\"b\\c\n\r\t\u000b\b\f\u0001\u007f\u00e9";
    assertThat(Escapes.logItem(odd)).isEqualTo("a\\\"b\\\\c\\n\\r\\t\\v\\b\\x0c\\x01\\x7f\\xe9");
    assertThat(Escapes.errorLogItem(odd)).isEqualTo("a\"b\\\\c\\n\\r\\t\\v\\b\\x0c\\x01\\x7f\\xe9");
    assertThat(Escapes.logItem("plain")).isSameAs("plain");
  }

  /** Eight octets are looked at together: what stands beside an octet must not change it. */
  @Test
  void logsFromArrayToArray() {
    byte[] source = new byte[21];
    byte[] into = new byte[2 + source.length * Escapes.LOG_ITEM_GROWTH];
    for (int pair = 0; pair < 0x10000; pair++) {
      Arrays.fill(source, (byte) ('!' + pair % 7));
      int at = pair % 20;
      source[at] = (byte) pair;
      source[at + 1] = (byte) (pair >> 8);
      int end = Escapes.logItem(source, 1, 20, into, 2);
      String text = new String(source, 1, 19, StandardCharsets.ISO_8859_1);
      assertThat(new String(into, 2, end - 2, StandardCharsets.ISO_8859_1))
          .isEqualTo(Escapes.logItem(text));
    }
  }

  @Test
  void shellsAndQuotes() {
    assertThat(Escapes.shell("a;b $(c)\n")).isEqualTo("a\\;b \\$\\(c\\)\\\n");
    assertThat(Escapes.quotes("a\"b\\\"c")).isEqualTo("a\\\"b\\\"c");
  }

  @Test
  void octets() {
    assertThat(Octets.ofText("\u00e9")).isEqualTo("\u00c3\u00a9");
    assertThat(Octets.toText("\u00c3\u00a9")).isEqualTo("\u00e9");
    assertThat(Octets.ofText("plain")).isSameAs("plain");
  }
}
