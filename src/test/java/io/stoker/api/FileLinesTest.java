package io.stoker.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLinesTest {

  private static List<String> lines(String text, int longest) {
    return FileLines.of(text.getBytes(ISO_8859_1), longest);
  }

  @Test
  void leavesOutCommentsAndSpace() {
    assertThat(lines("# x\n\n  a b \t\r\n #y\nc", 100)).containsExactly("a b", "c");
  }

  @Test
  void joinsWhatGoesOn() {
    assertThat(lines("a\\\nb\\\r\n  c\nd\\", 100)).containsExactly("ab  c", "d\\");
  }

  @Test
  void stopsAtALineThatIsTooLong() {
    assertThat(lines("abc\nabcd\nb", 3)).containsExactly("abc");
    assertThat(lines("ab\\\ncd\nb", 3)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a b  c|a;b;c",
        "\"a b\" 'c d'|a b;c d",
        "\"a\\\"b\" \"a'b\"|a\"b;a'b",
        "a\\\\b a\\b|a\\b;a\\b",
        "a \"\" b|a",
        "\"a|a",
        "``|``"
      })
  void wordsStandBetweenSpaceOrInQuotes(String line, String words) {
    assertThat(String.join(";", FileLines.words(line))).isEqualTo(words);
  }
}
