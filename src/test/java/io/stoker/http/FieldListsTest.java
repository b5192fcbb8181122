package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stoker.http.FieldLists.Param;
import io.stoker.http.FieldLists.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldListsTest {

  @Test
  void tokensAreSeparatedByAnythingThatIsNoTokenChar() {
    assertThat(FieldLists.hasToken("a;close b", "Close")).isTrue();
    assertThat(FieldLists.hasToken("closed", "close")).isFalse();
    assertThat(FieldLists.hasToken("", "close")).isFalse();
    assertThat(FieldLists.hasToken("a,,b", "")).isFalse();
    assertThat(FieldLists.hasToken(null, "close")).isFalse();
  }

  @Test
  void itemsKeepQuotedCommas() {
    assertThat(FieldLists.items(" a, \"b,\\\"c\" ,,d")).containsExactly("a", "\"b,\\\"c\"", "d");
    assertThat(FieldLists.items("\"open, end")).containsExactly("\"open, end");
    assertThat(FieldLists.items(null)).isEmpty();
  }

  @Test
  void qualitiesAndParameters() {
    List<Quality> list =
        FieldLists.qualities("Text/HTML;Level=1;q=0.5, */*;q=0, a/b;x=\"1;2\", en ; q = 0.75");
    assertThat(list).extracting(Quality::name).containsExactly("text/html", "*/*", "a/b", "en");
    assertThat(list).extracting(Quality::quality).containsExactly(0.5f, 0f, 1f, 0.75f);
    assertThat(list.get(0).params()).containsExactly(new Param("level", "1"));
    assertThat(list.get(2).param("x")).isEqualTo("1;2");
    assertThat(list.get(2).param("y")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "0,0", "0.333,0.333", ".5,0.5", "1.,1", "2,1", "x,1", "'',1", "0.5x,0.5"})
  void readsQualities(String text, float quality) {
    assertThat(FieldLists.parseQuality(text)).isCloseTo(quality, within(0.0001f));
  }

  @Test
  void endsWithToken() {
    assertThat(FieldLists.endsWithToken("gzip, Chunked", "chunked")).isTrue();
    assertThat(FieldLists.endsWithToken("chunked,", "chunked")).isFalse();
    assertThat(FieldLists.endsWithToken(null, "chunked")).isFalse();
  }

  @Test
  void mediaTypes() {
    assertThat(MediaTypes.essence(" Text/HTML ; charset=x")).isEqualTo("text/html");
    assertThat(MediaTypes.param("text/html; Charset=\"utf-8\"", "charset")).isEqualTo("utf-8");
    assertThat(MediaTypes.param("text/html", "charset")).isNull();
    assertThat(MediaTypes.isValid("text/html;x=y")).isTrue();
    assertThat(MediaTypes.isValid("text/html x")).isFalse();
    assertThat(MediaTypes.isValid("text")).isFalse();
    assertThat(MediaTypes.isValid("text/")).isFalse();
    assertThat(MediaTypes.matches("text/html;q=1", "text/*")).isTrue();
    assertThat(MediaTypes.matches("text/html", "*/*")).isTrue();
    assertThat(MediaTypes.matches("text/html", "text/plain")).isFalse();
  }

  /** What {@code %{a}C} of httpd logged for each of these Cookie fields. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "a=1|1",
        "b=2; a=1|1",
        "b=2;a=1|1",
        "b=2, a=1|-",
        "aa=1|-",
        "a = 1|1",
        "a=1=2|1=2",
        "a=\"q\"|\"q\"",
        "a=|~~",
        "a|-",
        "x=a=1; a=2|2",
        "A=1|1",
        "a=1 ; b|1",
        "$Version=\"1\"; a=2|2",
        "a=1;a=2|1",
        "b=\"x; a=9\"; a=3|9\""
      })
  void findsCookiesAsHttpd(String field, String value) {
    assertThat(Cookies.value(field, "a")).isEqualTo(value);
    assertThat(Cookies.value(null, "a")).isNull();
  }
}
