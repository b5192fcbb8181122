package io.stoker.modules.mod_headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModHeadersTest {

  @TempDir Path root;

  private TestServer server(String config) {
    return TestServer.in(root)
        .config("LoadModule headers_module mod_headers.so\n" + config)
        .file("htdocs/a.txt", "a")
        .start();
  }

  @Test
  void theTimeOfTheRequestIsInMicroseconds() {
    try (TestServer server = server("Header set X-T %t\nHeader set X-D %D")) {
      assertThat(server.get("/a.txt"))
          .contains("\nX-T: t=" + TestServer.NOW.getEpochSecond() + "000000\n", "\nX-D: D=0\n");
    }
  }

  @Test
  void nobodyIsBusyBeforeTheServerServes() {
    try (TestServer server = server("Header set X-I \"%i %b\"\nHeader set X-L %l")) {
      assertThat(server.get("/a.txt"))
          .contains("\nX-I: i=0 b=0\n")
          .containsPattern("\nX-L: l=\\d+\\.\\d\\d/\\d+\\.\\d\\d/\\d+\\.\\d\\d\n");
    }
  }

  @Test
  void aPatternThatTakesTooLongIsAnsweredWith500() {
    String config =
        "Header set X-A \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"\n"
            + "Header edit X-A \"^(a+)+\\1$\" c";
    try (TestServer server = server(config)) {
      assertThat(server.get("/a.txt")).startsWith("HTTP/1.1 500 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b|a;b",
        "a , b|a ;b",
        " a,,b|a;;b",
        "\"a,b\",c|\"a,b\";c",
        "\"a,b|\"a,b",
        "a,|a",
        "''|''"
      })
  void elementsStandBetweenCommas(String list, String elements) {
    assertThat(String.join(";", Elements.of(list))).isEqualTo(elements);
  }
}
