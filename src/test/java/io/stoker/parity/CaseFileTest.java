package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseFileTest {

  private static CaseFile parse(String text) {
    return CaseFile.parse(Path.of("x.case"), text);
  }

  private static Item.Request request(String text) {
    return (Item.Request) parse(text).scenarios().getFirst().items().getFirst();
  }

  private static Optional<String> problem(Item.Request request, String... reply) {
    Observation seen = new Observation(request, List.of(reply), Set.of(), List.of(), List.of(), 0);
    return Comparison.problem(seen, false);
  }

  @Test
  void putsSectionsTogether() {
    Item.Request request =
        request(
            """
            a comment
            == request of what (same connection, from=127.0.0.2)
            GET / HTTP/1.1

            == reply (closed)
            HTTP/1.1 200 OK

            == differs: because
            HTTP/1.1 204 No Content

            == log
            [core:error] x
            """);
    assertThat(request.name()).isEqualTo("of what");
    assertThat(request.section().attribute("from", "")).isEqualTo("127.0.0.2");
    assertThat(request.continues()).isTrue();
    assertThat(request.reply()).isNotNull();
    assertThat(request.differs()).isNotNull();
    assertThat(request.log()).isNotNull();
  }

  @Test
  void startsAnotherServerForASecondConfiguration() {
    CaseFile file =
        parse(
            """
            == modules
            mod_rewrite -mod_dir

            == config
            A

            == request one
            GET / HTTP/1.1

            == config
            B

            == request two
            GET / HTTP/1.1
            """);
    assertThat(file.scenarios()).extracting(Scenario::config).containsExactly("A\n", "B\n");
    assertThat(file.scenarios().getLast().modulesToLoad())
        .contains("rewrite")
        .doesNotContain("dir");
  }

  @Test
  void oneBlankLineBeforeAHeadingIsASeparator() {
    Item.Request request = request("== request a\nGET / HTTP/1.1\n\nbody\n\n\n== note\n");
    assertThat(request.section().lines()).containsExactly("GET / HTTP/1.1", "", "body", "");
  }

  @Test
  void saysWhereAMistakeIs() {
    assertThatThrownBy(() -> parse("\n== nonsense\n")).hasMessageContaining("x.case:2: unknown");
    assertThatThrownBy(() -> parse("== request a (foo)\n")).hasMessageContaining("'foo'");
    assertThatThrownBy(() -> parse("== reply\n")).hasMessageContaining("belongs to nothing");
  }

  @Test
  void orderOfFieldsDoesNotCountButTheirNumberDoes() {
    Item.Request request =
        request("== request a\nGET / HTTP/1.1\n\n== reply\nHTTP/1.1 200 OK\nA: 1\nB: 2\nA: 3\n");
    assertThat(problem(request, "HTTP/1.1 200 OK", "B: 2", "A: 1", "A: 3")).isEmpty();
    assertThat(problem(request, "HTTP/1.1 200 OK", "B: 2", "A: 3", "A: 1")).isPresent();
    assertThat(problem(request, "HTTP/1.1 200 OK", "A: 1", "B: 2", "A: 3", "C: 4")).isPresent();
    assertThat(problem(request, "HTTP/1.1 200 Fine", "A: 1", "B: 2", "A: 3")).isPresent();
  }

  @Test
  void contentIsExactSaveForPlaceholders() {
    Item.Request request =
        request(
            "== request a\nGET / HTTP/1.1\n\n== reply\nHTTP/1.1 200 OK\n\nid ${N} ${ANY}!\nx\n");
    assertThat(problem(request, "HTTP/1.1 200 OK", "", "id 12 abc!", "x")).isEmpty();
    assertThat(problem(request, "HTTP/1.1 200 OK", "", "id 12 abc", "x")).isPresent();
    assertThat(
            problem(
                request, "HTTP/1.1 200 OK", "", "id 12 a!", "x", "\\ No newline at end of body"))
        .isPresent();
  }

  @Test
  void showsTheDifference() {
    assertThat(Diff.of(List.of("a", "b", "c"), List.of("a", "x", "c")))
        .isEqualTo("--- expected\n+++ seen\n  a\n- b\n+ x\n  c");
  }
}
