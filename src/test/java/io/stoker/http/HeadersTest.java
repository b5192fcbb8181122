package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void findsNamesInAnyCase() {
    Headers headers = Headers.of("Host", "a", "X", "1", "x", "2");
    assertThat(headers.get("HOST")).isEqualTo("a");
    assertThat(headers.getAll("X")).containsExactly("1", "2");
    assertThat(headers.get("None")).isNull();
    assertThat(headers.get("None", "fallback")).isEqualTo("fallback");
    assertThat(headers.has("hoST")).isTrue();
  }

  @Test
  void setReplacesTheFirstAndRemovesTheOthers() {
    Headers headers = Headers.of("A", "1", "X", "1", "B", "2", "x", "2", "C", "3");
    headers.set("X", "new");
    assertThat(headers).hasToString("A: 1\nX: new\nB: 2\nC: 3\n");
    headers.set("D", "4").setIfAbsent("D", "5").setIfAbsent("E", "6");
    assertThat(headers.get("D")).isEqualTo("4");
    assertThat(headers.get("E")).isEqualTo("6");
  }

  @Test
  void mergeJoinsWithComma() {
    Headers headers = new Headers().merge("Vary", "A").merge("vary", "B");
    assertThat(headers).hasToString("Vary: A, B\n");
    headers.mergeToken("Vary", "a").mergeToken("Vary", "C");
    assertThat(headers.get("Vary")).isEqualTo("A, B, C");
  }

  @Test
  void unsetRemovesAll() {
    Headers headers = Headers.of("X", "1", "A", "1", "x", "2");
    headers.unset("X").unset("None");
    assertThat(headers).hasToString("A: 1\n");
    assertThat(headers.clear().isEmpty()).isTrue();
    assertThat(headers.get("A")).isNull();
  }

  @Test
  void compressJoinsEachNameInItsFirstPlace() {
    Headers headers = Headers.of("X", "1", "A", "", "x", "2", "a", "z", "X", "3");
    assertThat(headers.compress()).hasToString("X: 1, 2, 3\nA: , z\n");
  }

  @Test
  void overlayTakesOver() {
    Headers headers = Headers.of("A", "1", "B", "2");
    headers.overlay(Headers.of("a", "x", "a", "y"));
    assertThat(headers).hasToString("B: 2\na: x\na: y\n");
  }

  @Test
  void growsAndCopies() {
    Headers headers = new Headers();
    for (int i = 0; i < 100; i++) {
      headers.add("N" + i, "v");
    }
    Headers copy = headers.copy();
    headers.unset("N50");
    assertThat(headers.size()).isEqualTo(99);
    assertThat(copy.size()).isEqualTo(100);
    assertThat(copy.name(99)).isEqualTo("N99");
    assertThat(copy.value(99)).isEqualTo("v");
  }

  @Test
  void immutableRefusesChange() {
    Headers frozen = Headers.of("A", "1", "a", "2").immutable();
    assertThat(frozen.immutable()).isSameAs(frozen);
    assertThatThrownBy(() -> frozen.add("B", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> frozen.set("A", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> frozen.merge("A", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> frozen.unset("A")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(frozen::compress).isInstanceOf(UnsupportedOperationException.class);
    assertThat(frozen.copy().unset("A").isEmpty()).isTrue();
  }

  @Test
  void equalWithoutRegardToCaseOfNames() {
    assertThat(Headers.of("A", "1"))
        .isEqualTo(Headers.of("a", "1"))
        .hasSameHashCodeAs(Headers.of("a", "1"))
        .isNotEqualTo(Headers.of("a", "2"))
        .isNotEqualTo(Headers.EMPTY);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Headers.of("A")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Headers.EMPTY.name(0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("field: 0 (expected: < 0)");
  }

  @Test
  void hasTokenLooksAtEveryField() {
    Headers headers = Headers.of("Connection", "keep-alive, Upgrade", "Connection", "CLOSE");
    assertThat(headers.hasToken("connection", "close")).isTrue();
    assertThat(headers.hasToken("connection", "upgrade")).isTrue();
    assertThat(headers.hasToken("connection", "keep")).isFalse();
    assertThat(headers.hasToken("TE", "close")).isFalse();
  }
}
