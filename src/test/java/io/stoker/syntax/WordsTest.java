package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.syntax.Words.Word;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

/** Expectations were taken from Apache httpd 2.4.71, by the commands it calls invalid. */
class WordsTest {

  private static List<String> words(String text) {
    return Words.all(text).stream().map(Word::value).toList();
  }

  private static String braced(String text) {
    return new Words(text).nextOrBraced().value();
  }

  @Test
  void splitsAtWhiteSpace() {
    assertThat(words(" a\tb\u000bc\fd\re ")).containsExactly("a", "b", "c", "d", "e");
    assertThat(words("Foo\u00a0b")).containsExactly("Foo\u00a0b");
    assertThat(words("")).isEmpty();
  }

  @Test
  void quotesHoldWhiteSpaceAndEndTheWord() {
    assertThat(words("\"a b\" 'c d'")).containsExactly("a b", "c d");
    assertThat(words("\"Foo\"bar")).containsExactly("Foo", "bar");
    assertThat(words("\"\" x")).containsExactly("", "x");
  }

  @Test
  void aQuoteInsideAWordIsOrdinary() {
    assertThat(words("Fo\"o x\"")).containsExactly("Fo\"o", "x\"");
  }

  @Test
  void aMissingQuoteReachesToTheEnd() {
    assertThat(words("\"Foo x\\\"")).containsExactly("Foo x\"");
    assertThat(words("\"Foo x\\")).containsExactly("Foo x\\");
    assertThat(words("'")).containsExactly("");
    assertThat(new Words("'a b").next()).isEqualTo(new Word("a b", 0, 4, '\'', false));
  }

  @Test
  void backslashes() {
    assertThat(words("Fo\\\\o\\x")).containsExactly("Fo\\o\\x");
    assertThat(words("Fo\\\"o")).containsExactly("Fo\\\"o");
    assertThat(words("\"Fo\\\"o\\\\x\\y\\'\"")).containsExactly("Fo\"o\\x\\y\\'");
    assertThat(words("'Fo\\'o\\\"'")).containsExactly("Fo'o\\\"");
    assertThat(words("\"a\\\\\" b")).containsExactly("a\\", "b");
    assertThat(words("a\\ b")).containsExactly("a\\", "b");
  }

  @Test
  void bracesNestAndNothingEscapesThem() {
    assertThat(braced("{%{FOO} == {b}} c}")).isEqualTo("%{FOO} == {b}");
    assertThat(braced("{foo\\}x} c}")).isEqualTo("foo\\");
    assertThat(braced("{foo\\\\}x} c}")).isEqualTo("foo\\");
    assertThat(braced("{foo")).isEqualTo("foo");
    assertThat(braced("f{o o}")).isEqualTo("f{o");
    assertThat(braced("\"foo \\\" x\"")).isEqualTo("foo \" x");
    assertThat(braced("{a\\\\b\\c{}")).isEqualTo("a\\b\\c{}");
    assertThat(braced("f\\\\oo\\ x")).isEqualTo("f\\oo\\");
    assertThat(words("{a b}")).containsExactly("{a", "b}");
  }

  @Test
  void theRestIsRaw() {
    Words words = new Words("a  \"b\" c\\\\d ");
    words.next();
    assertThat(words.rest()).isEqualTo("\"b\" c\\\\d ");
    assertThat(words.hasNext()).isTrue();
  }

  @Test
  void atTheEndThereIsAnEmptyWord() {
    Words words = new Words("  ");
    assertThat(words.hasNext()).isFalse();
    assertThat(words.next()).isEqualTo(new Word("", 2, 2, '\0', true));
  }

  @Test
  void wordsKnowWhereTheyStand() {
    assertThat(Words.all("a 'b c'd"))
        .containsExactly(
            new Word("a", 0, 1, '\0', true),
            new Word("b c", 2, 7, '\'', true),
            new Word("d", 7, 8, '\0', true));
  }

  @Test
  void quotesOnlyWhatNeedsIt() {
    assertThat(Words.quote("/var/www")).isEqualTo("/var/www");
    assertThat(Words.quote("C:\\x")).isEqualTo("C:\\x");
    assertThat(Words.quote("a b")).isEqualTo("\"a b\"");
    assertThat(Words.quote("")).isEqualTo("\"\"");
    assertThat(Words.quote("a\\")).isEqualTo("\"a\\\\\"");
    assertThat(Words.quote("it's", '\'')).isEqualTo("'it\\'s'");
    assertThatThrownBy(() -> Words.quote("a\nb")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(seed = "2471")
  void whatIsQuotedIsReadBack(
      @ForAll
          @Chars({'\\', '"', '\'', ' ', '{', '}', '\t', '\r', 'ä'})
          @CharRange(from = 'a', to = 'c')
          String value) {
    assertThat(words(Words.quote(value))).containsExactly(value);
    assertThat(words(Words.quote(value, '"') + Words.quote(value, '\'')))
        .containsExactly(value, value);
    assertThat(braced(Words.quote(value))).isEqualTo(value);
  }
}
