package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {

  @Test
  void decodesEachEscape() {
    assertThat(Escapes.decode("a\\r\\n\\t\\0\\\\\\x41\\xff")).isEqualTo("a\r\n\t\0\\A\u00ff");
  }

  @Test
  void repeats() {
    assertThat(Escapes.decode("<\\{3*ab\\r}>")).isEqualTo("<ab\rab\rab\r>");
  }

  @Test
  void leavesOtherBackslashesAlone() {
    assertThat(Escapes.decode("\\.html$\\")).isEqualTo("\\.html$\\");
  }

  @Test
  void encodesWhatCannotBeSeen() {
    assertThat(Escapes.encode("a\r\n\tb \n\0\\", false)).isEqualTo("a\\r\n\\tb\\x20\n\\x00\\\\");
  }

  @Test
  void countsLongRuns() {
    String text = Escapes.encode("x".repeat(100), false);
    assertThat(text).isEqualTo("\\{100*x}");
    assertThat(Escapes.decode(text)).isEqualTo("x".repeat(100));
  }

  @Test
  void keepsUtf8AndEscapesOtherBytes() {
    assertThat(Escapes.encode("\u00c3\u00bc", false)).isEqualTo("\u00c3\u00bc");
    assertThat(Escapes.encode("\u00fc", false)).isEqualTo("\\xfc");
  }

  @Test
  void hidesWhatLooksLikeAPlaceholder() {
    assertThat(Escapes.encode("${A}", false)).isEqualTo("\\x24{A}");
    assertThat(Escapes.encode("${A}", true)).isEqualTo("${A}");
  }
}
