package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SourceTextTest {

  @Property(seed = "2471")
  void writesBackTheBytesItRead(@ForAll byte[] bytes) {
    assertThat(SourceText.of("f", bytes).toBytes()).isEqualTo(bytes);
  }

  @Test
  void readsUtf8AsCharactersAndAnythingElseByteByByte() {
    assertThat(SourceText.of("f", "ServerAdmin ä".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("ServerAdmin ä");
    byte[] latin1 = "ServerAdmin ä".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(SourceText.of("f", latin1).text()).isEqualTo("ServerAdmin ä");
    assertThat(SourceText.of("f", latin1).charset()).isEqualTo(StandardCharsets.ISO_8859_1);
  }

  @Test
  void keepsTheByteOrderMarkAndReturns() {
    byte[] bytes = "\uFEFFListen 80\r\nx\n".getBytes(StandardCharsets.UTF_8);
    SourceText source = SourceText.of("f", bytes);
    assertThat(source.text()).startsWith("\uFEFFListen");
    assertThat(source.lineEnding()).isEqualTo("\r\n");
    assertThat(source.toBytes()).isEqualTo(bytes);
  }

  @Test
  void refusesCharactersThatTheFileCannotHold() {
    SourceText latin1 = SourceText.of("f", new byte[] {(byte) 0xe4});
    assertThatThrownBy(() -> latin1.withText("€")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SourceText.of("f", "\ud800"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    SourceText source = SourceText.of("a.conf", "ab\n\ncd");
    assertThat(source.position(0)).isEqualTo(new Position("a.conf", 1, 1));
    assertThat(source.position(2)).isEqualTo(new Position("a.conf", 1, 3));
    assertThat(source.position(3)).isEqualTo(new Position("a.conf", 2, 1));
    assertThat(source.position(5)).hasToString("a.conf:3:2");
    assertThat(source.lineStart(3)).isEqualTo(4);
    assertThat(source.lineCount()).isEqualTo(3);
    assertThat(SourceText.of("f", "a\n").lineCount()).isEqualTo(1);
    assertThat(SourceText.of("f", "").lineCount()).isZero();
  }
}
