package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.syntax.LogicalLine.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations were taken from Apache httpd 2.4.71, by its line numbers and messages. */
class LogicalLinesTest {

  private static List<LogicalLine> read(String text) {
    return read(LogicalLines.of(SourceText.of("f", text)));
  }

  private static List<LogicalLine> read(LogicalLines lines) {
    List<LogicalLine> all = new ArrayList<>();
    for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
      all.add(line);
    }
    return all;
  }

  /** Escapes are Java's; the result is number, colon, text of each line, joined with a bar. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a\\nb\\n => 1:a|2:b",
        " \\t a \\x0b\\f \\r\\n => 1:a",
        "a \\\\\\nb\\nc => 2:a b|3:c",
        "a \\\\\\r\\nb\\r\\nc => 2:a b|3:c",
        "a\\\\ \\nb => 1:a\\\\|2:b",
        "# c \\\\\\na\\n b => 2:# c a|3:b",
        "  # c\\na#b => 1:# c|2:a#b",
        // an odd or even number of backslashes makes no difference
        "a\\\\\\\\\\nb\\n => 2:a\\\\b",
        // but an empty line takes the one that is left away
        "a\\\\\\\\\\n\\nb\\nc => 3:ab|4:c",
        "a\\\\\\\\\\n \\nb => 2:a\\\\|3:b",
        "a\\\\\\r\\\\\\n\\nb => 3:ab",
        // end of file
        "a \\\\ => 1:a \\\\",
        "a \\\\\\n => 2:a",
        "a \\\\\\n\\\\\\n => 3:a",
        "a\\n\\\\\\n => 1:a|3:",
        // NUL hides the rest of its line, a backslash there included
        "a\\0bc \\\\\\nd => 1:a|2:d",
        "a \\\\\\n\\0b\\nc => 2:a|3:c",
        "a\\rb => 1:a\\rb",
      })
  void joinsAndTrimsAsHttpdDoes(String text, String expected) {
    String all =
        String.join(
            "|", read(unescape(text)).stream().map(l -> l.number() + ":" + l.text()).toList());
    assertThat(all).isEqualTo(expected == null ? "" : unescape(expected));
  }

  private static String unescape(String text) {
    return text.replace("\\\\", "\u0001")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\f", "\f")
        .replace("\\x0b", "\u000b")
        .replace("\\0", "\0")
        .replace("\u0001", "\\");
  }

  @Test
  void tellsBlankCommentAndStatement() {
    assertThat(read("\n # x\nListen 80\n"))
        .extracting(LogicalLine::kind)
        .containsExactly(Kind.BLANK, Kind.COMMENT, Kind.STATEMENT);
  }

  @Test
  void linesTogetherAreTheWholeFile() {
    String text = "\r\n  a \\\r\n b\n#x\0y\n\n c";
    StringBuilder all = new StringBuilder();
    read(text).forEach(line -> all.append(line.raw()));
    assertThat(all).hasToString(text);
  }

  @Test
  void charactersOfAJoinedLineKnowTheirPlace() {
    LogicalLine line = read("  Foo \\\n  bar\n").getFirst();
    assertThat(line.text()).hasToString("Foo   bar");
    assertThat(line.position()).hasToString("f:1:3");
    assertThat(line.text().sourceStart(6)).isEqualTo(10);
    assertThat(line.text().sourceEnd(9)).isEqualTo(13);
    assertThat(line.indentation()).isEqualTo("  ");
    assertThat(line.lineEnding()).isEqualTo("\n");
  }

  @Test
  void readsSixteenMebibytesALineAndNoMore() {
    String most = "#" + "x".repeat(16 * 1024 * 1024 - 2);
    assertThat(read(most + "\nb")).extracting(LogicalLine::kind).startsWith(Kind.COMMENT);
    assertThat(read(most + "y\nb")).extracting(LogicalLine::kind).startsWith(Kind.TOO_LONG);
    assertThat(read(most + "y")).extracting(LogicalLine::kind).startsWith(Kind.COMMENT);
    assertThat(read(most + "yz")).extracting(LogicalLine::kind).startsWith(Kind.TOO_LONG);
  }

  @Test
  void countsContinuedLinesAndBytesNotCharacters() {
    String rest = "x".repeat(16 * 1024 * 1024 - 2);
    assertThat(read("#\\\n" + rest + "\n").getFirst().kind()).isEqualTo(Kind.COMMENT);
    LogicalLine tooLong = read("#\\\n" + rest + "x\n").getFirst();
    assertThat(tooLong.kind()).isEqualTo(Kind.TOO_LONG);
    assertThat(Problem.tooLong(tooLong).message())
        .isEqualTo("Error reading f at line 2: Line too long");
    String umlauts = "ä".repeat(8 * 1024 * 1024);
    assertThat(read(umlauts).getFirst().kind()).isEqualTo(Kind.STATEMENT);
    assertThat(read(umlauts + "x").getFirst().kind()).isEqualTo(Kind.TOO_LONG);
    byte[] latin1 = umlauts.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(LogicalLines.of(SourceText.of("f", latin1))).getFirst().kind())
        .isEqualTo(Kind.STATEMENT);
  }

  @Test
  void linesReadBeforeAreNotJoinedAgain() {
    LogicalLines lines = LogicalLines.ofLines("macro 'm'", List.of("a\\", " b "));
    assertThat(read(lines))
        .extracting(Object::toString)
        .containsExactly("macro 'm':1: a\\", "macro 'm':2: b");
    assertThatThrownBy(() -> LogicalLines.ofLines("m", List.of("a\nb")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void canBeginAtALaterLine() {
    LogicalLines lines = LogicalLines.from(SourceText.of("f", "a\nb\nc"), 2);
    assertThat(read(lines)).extracting(Object::toString).containsExactly("f:2: b", "f:3: c");
  }
}
