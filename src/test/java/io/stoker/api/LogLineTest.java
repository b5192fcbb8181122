package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogLineTest {

  private static String text(Consumer<LogLine> fill) {
    LogLine line = new LogLine();
    line.append("x".repeat(505));
    fill.accept(line);
    return new String(line.octets(), 505, line.length() - 505, StandardCharsets.ISO_8859_1);
  }

  @Property
  void numbersAreWrittenAsJavaWritesThem(
      @ForAll long number, @ForAll @IntRange(max = 20) int width) {
    assertThat(text(line -> line.number(number))).isEqualTo(Long.toString(number));
    assertThat(text(line -> line.hex(number))).isEqualTo(Long.toHexString(number));
    if (number >= 0 && width > 0) {
      assertThat(text(line -> line.number(number, width)))
          .isEqualTo(String.format(Locale.ROOT, "%0" + width + "d", number));
    }
  }

  @Test
  void theSmallestNumberHasNoPositiveOne() {
    assertThat(text(line -> line.number(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
    assertThat(text(line -> line.hex(0))).isEqualTo("0");
  }

  @Test
  void itGrowsAndBeginsAnew() {
    LogLine line = new LogLine();
    byte[] octets = "\u00e9\"x".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 1000; i++) {
      line.append('a').append(octets).append(octets, 1, 2).escaped(octets, 0, 3);
    }
    assertThat(line.length()).isEqualTo(1000 * (1 + 3 + 1 + 4 + 2 + 1));
    assertThat(line.clear().length()).isZero();
    line.append("\u00e9");
    assertThat(line.octets()[0]).isEqualTo((byte) 0xe9);
  }
}
