package io.stoker.modules.mod_expires;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModExpiresTest {

  @TempDir Path root;

  /** Requests are made on Mon, 23 Nov 2026 12:00:00 GMT, files are of Fri, 02 Jan 2026 03:04:05. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A10                        | 10       | Mon, 23 Nov 2026 12:00:10 GMT",
        "access plus 1 month 2 days | 2764800  | Fri, 25 Dec 2026 12:00:00 GMT",
        "now                        | 0        | Mon, 23 Nov 2026 12:00:00 GMT",
        "M10                        | 0        | Mon, 23 Nov 2026 12:00:00 GMT",
        "modification plus 1 year   | 3423845  | Sat, 02 Jan 2027 03:04:05 GMT",
        "access plus 100 years      | 0        | Mon, 23 Nov 2026 12:00:00 GMT"
      })
  void expiresWhenItSays(String expiry, long maxAge, String expires) {
    String config =
        "LoadModule expires_module mod_expires.so\nExpiresActive On\nExpiresDefault \""
            + expiry
            + "\"";
    try (TestServer server = TestServer.in(root).config(config).file("htdocs/a", "a").start()) {
      assertThat(server.get("/a"))
          .contains("\nCache-Control: max-age=" + maxAge + "\nExpires: " + expires + "\n");
    }
  }
}
