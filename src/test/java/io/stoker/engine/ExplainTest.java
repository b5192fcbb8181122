package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Explanation.Field;
import io.stoker.api.explain.Question;
import io.stoker.api.explain.RuleTrial;
import io.stoker.api.explain.Stage;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explaining a request is answering it, without anybody noticing. */
class ExplainTest {

  @TempDir Path root;
  private final AtomicInteger logged = new AtomicInteger();

  /** Counts the requests that are logged. */
  private final class Counting implements HttpdModule {
    @Override
    public String name() {
      return "mod_counting";
    }

    @Override
    public boolean isStatic() {
      return true;
    }

    @Override
    public List<Hook> hooks() {
      return List.of(
          Hook.on(
              Phase.LOG_TRANSACTION,
              x -> {
                logged.incrementAndGet();
                return Outcome.OK;
              }));
    }
  }

  private TestServer start(String config) {
    return TestServer.in(root)
        .config(config)
        .module(new Counting())
        .file("htdocs/a.html", "a")
        .start();
  }

  private static Explanation get(TestServer server, String url, Field... fields) {
    return server.explain(new Question("GET", url, List.of(fields), null, null, 0));
  }

  @Test
  void nothingIsLoggedPlannedOrCounted() {
    try (TestServer server = start("LogLevel debug\n")) {
      Explanation missing = get(server, "/none");
      assertThat(missing.reply().status()).isEqualTo(404);
      assertThat(missing.log()).anyMatch(l -> l.text().contains("AH00128"));
      get(server, "/a.html");
      assertThat(server.log()).isEmpty();
      assertThat(logged).hasValue(0);
      assertThat(server.plans().fills()).isZero();
      assertThat(server.recent()).isEmpty();
      server.get("/none");
      assertThat(server.log()).isNotEmpty();
      assertThat(logged).hasValue(1);
    }
  }

  @Test
  void programsAreNotRun() throws Exception {
    Path marker = root.resolve("ran");
    String script =
        "#!/bin/sh\necho >> '" + marker + "'\nprintf 'Content-Type: text/plain\\n\\n'\n";
    Path asked = root.resolve("map.sh");
    Files.writeString(
        asked, "#!/bin/sh\nwhile read k; do echo >> '" + marker + "'; echo v; done\n");
    assertThat(asked.toFile().setExecutable(true)).isTrue();
    try (TestServer server =
        TestServer.in(root)
            .config(
                """
                LoadModule alias_module x
                LoadModule cgi_module x
                LoadModule rewrite_module x
                ScriptAlias /cgi "%1$s/cgi"
                RewriteEngine On
                RewriteMap m "prg:%1$s/map.sh"
                RewriteRule ^/map/(.*) /${m:$1|other}
                """
                    .formatted(root))
            .file("cgi/run", script)
            .start()) {
      assertThat(root.resolve("cgi/run").toFile().setExecutable(true)).isTrue();
      Explanation script200 = get(server, "/cgi/run");
      assertThat(script200.reply().handler()).isEqualTo("cgi-script");
      assertThat(script200.notDone()).anyMatch(s -> s.contains("cgi/run is not run"));
      assertThat(script200.planning().whyNot()).isEqualTo("a script");
      Explanation map = get(server, "/map/x");
      assertThat(map.notDone()).anyMatch(s -> s.contains("RewriteMap m is not asked"));
      assertThat(map.stages().getFirst().file()).endsWith("/other");
      assertThat(marker).doesNotExist();
      server.get("/map/x");
      server.get("/cgi/run");
      assertThat(marker).exists();
    }
  }

  @Test
  void rulesTellWhatTheyFound() {
    try (TestServer server =
        start(
            """
            LoadModule rewrite_module x
            RewriteEngine On
            RewriteRule ^/never$ /x
            RewriteCond %{HTTP:X-Kind} ^(a)(b)?
            RewriteCond %{QUERY_STRING} !=no
            RewriteRule ^/(.)\\.htm$ /$1.html [L,E=found:%1]
            """)) {
      Stage stage = get(server, "/a.htm", new Field("X-Kind", "a")).stages().getFirst();
      assertThat(stage.rules()).hasSize(2);
      RuleTrial never = stage.rules().getFirst();
      assertThat(never.matched()).isFalse();
      assertThat(never.line().line()).isEqualTo(3);
      RuleTrial rule = stage.rules().getLast();
      assertThat(rule.subject()).isEqualTo("/a.htm");
      assertThat(rule.groups()).containsExactly("/a.htm", "a");
      assertThat(rule.result()).isEqualTo("/a.html");
      assertThat(rule.flags()).isEqualTo("L,E=found:%1");
      assertThat(rule.applied()).isTrue();
      assertThat(rule.conditions()).hasSize(2);
      assertThat(rule.conditions().getFirst().groups()).containsExactly("a", "a", "");
      assertThat(rule.conditions().getLast().input()).isEmpty();
      assertThat(rule.conditions()).allMatch(RuleTrial.ConditionTrial::holds);
      assertThat(stage.hooks())
          .anyMatch(
              h ->
                  h.module().equals("mod_rewrite")
                      && h.phase().equals("translate_name")
                      && h.changes().contains("variable found: a"));
      RuleTrial without = get(server, "/a.htm").stages().getFirst().rules().getLast();
      assertThat(without.matched()).isTrue();
      assertThat(without.applied()).isFalse();
    }
  }

  @Test
  void plansAreToldWithoutBeingMade() {
    try (TestServer server = start("<If \"%{HTTP:X-A} == 'b'\">\nOptions None\n</If>\n")) {
      Explanation.Planning planning = get(server, "/a.html").planning();
      assertThat(planning.isPlanned()).as("%s", planning.whyNot()).isFalse();
      assertThat(planning.whyNot()).isEqualTo("logged by mod_counting");
    }
    try (TestServer server =
        TestServer.in(root)
            .config("<If \"%{HTTP:X-A} == 'b'\">\nOptions None\n</If>\n")
            .file("htdocs/a.html", "a")
            .start()) {
      Explanation told = get(server, "/a.html");
      assertThat(told.planning().isPlanned()).as("%s", told.planning().whyNot()).isTrue();
      assertThat(told.planning().dependsOn()).contains("the field x-a");
      assertThat(told.fieldsRead()).contains("x-a");
    }
  }

  @Test
  void aQuestionThatIsNoneIsToldSo() {
    try (TestServer server = start("")) {
      assertThatThrownBy(() -> get(server, "www.example.com/x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("begins with http://");
      assertThatThrownBy(() -> get(server, "/", new Field("a b", "c")))
          .hasMessageContaining("not a header field");
      assertThatThrownBy(() -> server.explain(Question.of("G T", "/")))
          .hasMessageContaining("not a method");
      assertThat(get(server, "/", new Field("Content-Length", "x")).reply().status())
          .isEqualTo(400);
    }
  }

  @Test
  void theLatestRequestsAreKeptWithoutSecrets() {
    try (TestServer server =
        TestServer.in(root)
            .config(
                """
                LoadModule setenvif_module x
                SetEnvIf Authorization . known
                SetEnvIf Cookie . crumbs
                SetEnvIf X-Kind a kind
                """)
            .file("htdocs/a.html", "a")
            .start()) {
      server.get(
          "/a.html?token=t0p&x=1", "Authorization: Basic s3cret", "Cookie: c=s3cret", "X-Kind: a");
      assertThat(server.recent()).hasSize(1);
      Question kept = server.recent().getFirst();
      assertThat(kept.toString()).doesNotContain("s3cret").doesNotContain("t0p");
      assertThat(kept.url()).isEqualTo("/a.html?token=redacted&x=1");
      assertThat(kept.headers())
          .contains(new Field("x-kind", "a"), new Field("authorization", "redacted"))
          .noneMatch(f -> f.name().equalsIgnoreCase("user-agent"));
    }
  }

  @Test
  void requestsAnsweredByPlansAreKeptToo() {
    try (TestServer server = start("StokerReplayLog 2\n")) {
      MemoryTransport connections = server.connections();
      for (String target : List.of("/a.html", "/a.html?1", "/a.html?2", "/a.html?2")) {
        try (MemoryTransport.Client c = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
          String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
          c.send(request.getBytes(StandardCharsets.ISO_8859_1));
          assertThat(c.received()).isNotEmpty();
        }
      }
      assertThat(server.recent()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
      assertThat(server.recent().getFirst().url()).isEqualTo("/a.html?2");
    }
    try (TestServer server = start("StokerReplayLog Off\n")) {
      server.get("/a.html");
      assertThat(server.recent()).isEmpty();
    }
  }
}
