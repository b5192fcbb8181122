package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.config.LoadRequest;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latest requests, tried on a configuration that is not served. */
class ReplayTest {

  private static final String BASE =
      """
      LoadModule mpm_event_module x
      LoadModule authz_core_module x
      LoadModule alias_module x
      LoadModule headers_module x
      LoadModule mime_module x
      TypesConfig /dev/null
      AddType text/html .html
      ServerName localhost
      """;

  @TempDir Path root;
  private ContentPlane plane;
  private int port;
  private Path conf;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(root.resolve("logs"));
    Files.createDirectories(root.resolve("htdocs/new"));
    Files.writeString(root.resolve("htdocs/a.html"), "a");
    Files.writeString(root.resolve("htdocs/b.html"), "b");
    Files.writeString(root.resolve("htdocs/new/a.html"), "new");
    conf = root.resolve("httpd.conf");
    port = Ports.free();
    Files.writeString(conf, text("<Location />\nRequire all granted\n</Location>\n"));
    plane =
        new ContentPlane(
            LoadRequest.of(root.toString(), conf.toString()).withEnvironment(Map.of()),
            "stoker",
            false);
    plane.start();
    ask("/a.html");
    ask("/a.html");
    ask("/b.html");
  }

  @AfterEach
  void stop() {
    plane.stop(ServerSignal.STOP);
  }

  private String text(String lines) {
    return BASE + "Listen 127.0.0.1:" + port + "\nDocumentRoot \"" + root + "/htdocs\"\n" + lines;
  }

  private void ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }

  private Replay replay(String lines) {
    return plane
        .dryRuns()
        .replay(new Edits(Map.of(conf.toString(), text(lines)), List.of(), "UTF-8"));
  }

  @Test
  void theSameConfigurationChangesNothing() {
    Replay replay = replay("<Location />\n# other\nRequire all granted\n</Location>\n");
    assertThat(replay.isValid()).isTrue();
    assertThat(replay.requests()).isEqualTo(2);
    assertThat(replay.changed()).isEmpty();
  }

  @Test
  void whatWouldBeOtherwiseIsListedWithTheLineToBlame() {
    Replay replay =
        replay(
            """
            <Location />
            Require all granted
            Header set X-New yes
            </Location>
            <Files b.html>
            Require all denied
            </Files>
            Redirect /a.html http://elsewhere.example/
            """);
    assertThat(replay.changed()).hasSize(2);
    Replay.Difference a =
        replay.changed().stream()
            .filter(d -> d.request().url().equals("/a.html"))
            .findFirst()
            .orElseThrow();
    assertThat(a.aspects()).contains(new Replay.Aspect("status", "200", "302"));
    assertThat(a.because()).anyMatch(l -> l.directive().equals("Redirect"));
    Replay.Difference b =
        replay.changed().stream()
            .filter(d -> d.request().url().equals("/b.html"))
            .findFirst()
            .orElseThrow();
    assertThat(b.aspects()).contains(new Replay.Aspect("X-New", null, "yes"));
  }

  @Test
  void anotherFileIsTold() {
    Replay replay =
        replay(
            "<Location />\nRequire all granted\n</Location>\n"
                + "Alias /a.html \""
                + root
                + "/htdocs/new/a.html\"\n");
    assertThat(replay.changed()).hasSize(1);
    assertThat(replay.changed().getFirst().aspects())
        .contains(new Replay.Aspect("file", root + "/htdocs/a.html", root + "/htdocs/new/a.html"));
  }

  @Test
  void aFieldThatNobodyReadBeforeIsTold() {
    Replay replay =
        replay(
            "<Location />\nRequire all granted\n</Location>\n"
                + "<If \"%{HTTP:X-Kind} == 'a'\">\nHeader set X-Kind a\n</If>\n");
    assertThat(replay.changed())
        .allMatch(d -> d.aspects().equals(List.of(new Replay.Aspect("Vary", null, "X-Kind"))));
    assertThat(replay.unknownFields()).contains("x-kind");
  }

  @Test
  void anErrorIsTold() {
    Replay replay = replay("Fooo\n");
    assertThat(replay.isValid()).isFalse();
    assertThat(replay.findings().getFirst().text()).contains("Fooo");
  }

  @Test
  void nothingOfACandidateIsLeft() throws IOException {
    try (Candidate candidate =
        plane
            .dryRuns()
            .candidate(
                new Edits(
                    Map.of(
                        conf.toString(),
                        text(
                            "LoadModule log_config_module x\nCustomLog logs/no.log common\n"
                                + "<Location />\nRequire all denied\n</Location>\n")),
                    List.of(),
                    "UTF-8"))) {
      assertThat(candidate.isValid()).isTrue();
      Explanation told = candidate.explain(Question.of("GET", "/a.html"));
      assertThat(told.generation()).isZero();
      assertThat(told.reply().status()).isEqualTo(403);
    }
    assertThat(root.resolve("logs/no.log")).doesNotExist();
    assertThat(plane.status().generation()).isPositive();
    assertThat(plane.dryRuns().recentRequests()).hasSize(2);
  }
}
