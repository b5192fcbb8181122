package io.stoker.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stoker explain}. */
class ExplainCommandTest {

  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(root.resolve("htdocs"));
    Files.createDirectories(root.resolve("logs"));
    Path file = Files.writeString(root.resolve("htdocs/a.html"), "a");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    Files.writeString(
        root.resolve("httpd.conf"),
        """
        LoadModule mpm_event_module x
        LoadModule authz_core_module x
        LoadModule alias_module x
        LoadModule log_config_module x
        Listen 8080
        ServerName www.example.com
        DocumentRoot htdocs
        CustomLog logs/access.log common
        <Directory htdocs>
          Require all granted
        </Directory>
        <VirtualHost *:8080>
          ServerName b.example
          ServerAlias *.b.example
          Redirect /old http://b.example/new
        </VirtualHost>
        """
            .replace("htdocs", root.resolve("htdocs").toString()));
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(words));
    if (!all.contains("--help")) {
      all.addAll(List.of("-d", root.toString(), "-f", "httpd.conf"));
    }
    out.reset();
    err.reset();
    return new Main(
            new PrintStream(out, true, StandardCharsets.ISO_8859_1),
            new PrintStream(err, true, StandardCharsets.ISO_8859_1),
            Map.of())
        .run(all);
  }

  private String said() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void tellsWhatDecided() {
    assertThat(run("GET", "http://x.b.example:8080/old/page")).as("%s", err).isZero();
    assertThat(said())
        .contains("302 Found", "Location: http://b.example/new/page")
        .contains("virtual host b.example  " + root + "/httpd.conf:12")
        .contains("its ServerAlias *.b.example fits")
        .containsPattern("Redirect /old http://b.example/new +" + root + "/httpd.conf:15");
    assertThat(root.resolve("logs/access.log")).doesNotExist();
  }

  @Test
  void theMethodMayBeLeftOut() {
    assertThat(run("--to", "127.0.0.1:99", "/a.html")).as("%s", err).isZero();
    assertThat(said()).contains("200 OK", "main server www.example.com").contains("planned: yes");
    assertThat(said()).contains("Require all granted");
  }

  @Test
  void jsonHasEverything() {
    assertThat(run("--json", "-H", "Host: b.example", "GET", "/old")).as("%s", err).isZero();
    JsonNode told = new JsonMapper().readTree(said());
    assertThat(told.path("reply").path("status").asInt()).isEqualTo(302);
    assertThat(told.path("host").path("reason").asString()).isEqualTo("NAME");
    assertThat(told.path("stages").path(0).path("lines").toString())
        .contains("\"directive\":\"Redirect\"");
  }

  @Test
  void whatIsWrongIsToldApart() throws IOException {
    assertThat(run("example.com")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.ISO_8859_1)).contains("begins with http://");
    assertThat(run("-H", "nothing", "/")).isEqualTo(2);
    assertThat(run("--no-such", "/")).isEqualTo(2);
    Files.writeString(root.resolve("httpd.conf"), "LoadModule mpm_event_module x\nFooo\n");
    assertThat(run("/")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.ISO_8859_1)).contains("Invalid command 'Fooo'");
  }
}
