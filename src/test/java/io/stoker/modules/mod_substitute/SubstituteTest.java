package io.stoker.modules.mod_substitute;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Bodies;
import io.stoker.engine.Response;
import io.stoker.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubstituteTest {

  @TempDir Path root;

  private static String applied(String rule, String text) throws Exception {
    return String.join("|", Rule.parse(rule).applyTo(List.of(text), 1000));
  }

  @Test
  void piecesAreKeptApartUnlessFlattened() throws Exception {
    assertThat(applied("s/o/0/q", "foo")).isEqualTo("f|0||0|");
    assertThat(applied("s/o/0/", "foo")).isEqualTo("f00");
    assertThat(Rule.parse("s/00/x/").applyTo(List.of("f", "0", "0"), 100))
        .containsExactly("f", "0", "0");
  }

  @Test
  void aPatternThatMatchesNothingEndsIt() throws Exception {
    Rule rule = Rule.parse("s/x*//");
    assertThatThrownBy(() -> rule.applyTo(List.of("a"), 1000)).isInstanceOf(Rule.TooLong.class);
  }

  private TestServer server(String rules, String content) {
    String config =
        "LoadModule substitute_module mod_substitute.so\nSetOutputFilter SUBSTITUTE\n" + rules;
    return TestServer.in(root).config(config).file("htdocs/a.txt", content).start();
  }

  private static Response serve(TestServer server) {
    return server.serve("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  @Test
  void linesThatComeInPiecesAreWhole() throws Exception {
    // Files are read in pieces of 64 KB, which no line of 11 bytes divides.
    String content = "abcd foo x\n".repeat(20_000) + "foo";
    try (TestServer server = server("Substitute s/foo/bar/", content)) {
      assertThat(new String(Bodies.bytes(serve(server).body()), ISO_8859_1))
          .isEqualTo(content.replace("foo", "bar"));
    }
  }

  @Test
  void aLineInPiecesHasALimit() {
    String rules = "Substitute s/foo/bar/\nSubstituteMaxLineLength 70000";
    try (TestServer server = server(rules, "x".repeat(80_000) + "\n")) {
      assertThatThrownBy(() -> Bodies.bytes(serve(server).body())).isInstanceOf(IOException.class);
      assertThat(server.log()).contains("substitute:error AH01328: Line too long, URI /a.txt");
    }
  }
}
