package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntityTagTest {

  static Stream<List<String>> lists() {
    return Tables.rows("etag-lists.tsv");
  }

  @ParameterizedTest
  @MethodSource("lists")
  void findsInListsWhatHttpdFinds(List<String> row) {
    String list = row.get(0).replace("ETAG", "\"14-66\"");
    assertThat(EntityTag.listMatches(list, "\"14-66\"", false)).isEqualTo(row.get(1).equals("yes"));
    assertThat(EntityTag.listMatches(list, "\"14-66\"", true)).isEqualTo(row.get(2).equals("yes"));
  }

  @Test
  void aWeakTagOfTheReplyNeverMatchesStrongly() {
    assertThat(EntityTag.listMatches("\"a\"", "W/\"a\"", true)).isFalse();
    assertThat(EntityTag.listMatches("\"a\"", "W/\"a\"", false)).isTrue();
    assertThat(EntityTag.listMatches("\"a\"", null, false)).isFalse();
  }

  /** The table of RFC 9110 section 8.8.3.2. */
  @Test
  void compares() {
    EntityTag weak1 = new EntityTag(true, "\"1\"");
    EntityTag strong1 = new EntityTag(false, "\"1\"");
    EntityTag weak2 = new EntityTag(true, "\"2\"");
    assertThat(weak1.matchesStrong(weak1)).isFalse();
    assertThat(weak1.matchesWeak(weak1)).isTrue();
    assertThat(weak1.matchesWeak(weak2)).isFalse();
    assertThat(weak1.matchesStrong(strong1)).isFalse();
    assertThat(weak1.matchesWeak(strong1)).isTrue();
    assertThat(strong1.matchesStrong(strong1)).isTrue();
  }

  @Test
  void parses() {
    assertThat(EntityTag.parse("\"\"")).isEqualTo(new EntityTag(false, "\"\""));
    assertThat(EntityTag.parse("W/\"a\"")).hasToString("W/\"a\"");
    assertThat(EntityTag.parse("w/\"a\"")).isNull();
    assertThat(EntityTag.parse("\"a\"b\"")).isNull();
    assertThat(EntityTag.parse("\"")).isNull();
    assertThat(EntityTag.parse("a")).isNull();
    assertThat(EntityTag.parse(null)).isNull();
  }
}
