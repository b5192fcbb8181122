package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.testing.Client;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the endpoints say of a site that is served, over HTTP. */
class EndpointsIT {

  @TempDir Path folder;
  private ManagedSite site;

  @BeforeEach
  void start() throws Exception {
    site = new ManagedSite(folder);
    site.write(
        "conf/hosts.conf",
        """
        <VirtualHost *:80>
          ServerName shop.example.com
          ServerAlias shop *.shop.example.com
          KeepAliveTimeout 3
          <Directory "/srv/größe">
            Options None
            Options FollowSymLinks
          </Directory>
        </VirtualHost>
        """);
    site.configure("KeepAlive On\nKeepAlive Off\nInclude conf/hosts.conf\n").start();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void httpdSaysWhatServes() {
    JsonNode httpd = site.get("/httpd").json();
    assertThat(httpd.path("state").asString()).isEqualTo("SERVING");
    assertThat(httpd.path("mpm").asString()).isEqualTo("event");
    assertThat(httpd.path("generation").asLong()).isPositive();
    assertThat(httpd.path("listening").path(0).asString()).isEqualTo("127.0.0.1:" + site.port());
    assertThat(httpd.path("httpd").asString()).startsWith("2.4.");
  }

  @Test
  void scoreboardAndWorkersShowOneWorkerForEachSlot() throws IOException {
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/index.html").code()).isEqualTo(200);
    }
    JsonNode scoreboard = site.get("/scoreboard").json();
    JsonNode workers = site.get("/workers").json();
    int max = workers.path("maxRequestWorkers").asInt();
    String letters = scoreboard.path("letters").asString().replace(" ", "");
    assertThat(letters).hasSize(max).contains("_");
    assertThat(scoreboard.path("children").path(0).path("workers").path(0).path("state").asString())
        .isNotEmpty();
    int sum = 0;
    for (JsonNode count : workers.path("workers")) {
      sum += count.asInt();
    }
    JsonNode children = workers.path("children");
    assertThat(children.path("active").asInt()).isPositive();
    assertThat(sum).isPositive().isLessThanOrEqualTo(max);
  }

  @Test
  void vhostsAreThoseOfTheConfiguration() {
    JsonNode hosts = site.get("/vhosts").json().path("hosts");
    assertThat(hosts).hasSize(2);
    assertThat(hosts.path(0).path("name").asString()).isEqualTo("www.example.com");
    assertThat(hosts.path(0).path("position").isNull()).isTrue();
    JsonNode shop = hosts.path(1);
    assertThat(shop.path("name").asString()).isEqualTo("shop.example.com");
    assertThat(shop.path("aliases").path(1).asString()).isEqualTo("*.shop.example.com");
    assertThat(shop.path("defaultFor").path(0).asString()).isEqualTo("*:80");
    assertThat(shop.path("position").path("file").asString())
        .isEqualTo(folder + "/conf/hosts.conf");
    assertThat(shop.path("position").path("line").asInt()).isEqualTo(1);
    assertThat(site.get("/vhosts/shop").json().path("hosts")).hasSize(1);
    assertThat(site.get("/vhosts/none").status()).isEqualTo(404);
  }

  @Test
  void explainTellsTheHostAndTheLines() {
    JsonNode told = site.get("/explain?url=http://x.shop.example.com:80/").json();
    assertThat(told.path("host").path("name").asString()).isEqualTo("shop.example.com");
    assertThat(told.path("host").path("reason").asString()).isEqualTo("ALIAS");
    assertThat(told.path("reply").path("status").asInt()).isPositive();
    assertThat(told.path("stages").path(0).path("uri").asString()).isEqualTo("/");
    assertThat(site.get("/explain?url=nonsense").status()).isEqualTo(400);
    assertThat(site.post("/explain", "{\"url\":\"/\",\"files\":\"{}\"}").status())
        .as("edited files are not for everybody")
        .isEqualTo(405);
  }

  @Test
  void modulesAreTheLoadedOnesAndThoseThatCouldBe() {
    JsonNode modules = site.get("/modules").json().path("modules");
    boolean event = false;
    boolean status = true;
    for (JsonNode module : modules) {
      switch (module.path("name").asString()) {
        case "mpm_event" -> event = module.path("isLoaded").asBoolean();
        case "mod_status" -> status = module.path("isLoaded").asBoolean();
        default -> {}
      }
    }
    assertThat(event).isTrue();
    assertThat(status).isFalse();
    JsonNode authz = site.get("/modules/authz_core_module").json();
    assertThat(authz.path("directives").toString()).contains("\"Require\"", "\"<RequireAll>\"");
    assertThat(authz.path("hooks").path(0).path("phase").asString()).isNotEmpty();
    assertThat(site.get("/modules/mod_perl").status()).isEqualTo(404);
  }

  @Test
  void directivesTellValueAndLineOrDefault() {
    JsonNode keepAlive = site.get("/directives/keepalive").json();
    JsonNode uses = keepAlive.path("uses");
    assertThat(uses).hasSize(2);
    assertThat(uses.path(0).path("value").asString()).isEqualTo("On");
    assertThat(uses.path(0).path("overriddenBy").path("line").asInt()).isEqualTo(9);
    assertThat(uses.path(1).path("value").asString()).isEqualTo("Off");
    assertThat(uses.path(1).path("overriddenBy").isNull()).isTrue();
    assertThat(uses.path(1).path("server").asString()).isEqualTo("main");
    assertThat(keepAlive.path("fallback").asString()).isEqualTo("On");

    JsonNode timeout = site.get("/directives/KeepAliveTimeout").json().path("uses").path(0);
    assertThat(timeout.path("server").asString()).isEqualTo("shop.example.com:80");
    assertThat(timeout.path("position").path("line").asInt()).isEqualTo(4);

    JsonNode options = site.get("/directives/Options").json().path("uses");
    assertThat(options.path(0).path("sections").path(0).asString())
        .isEqualTo("<Directory \"/srv/größe\">");
    assertThat(options.path(1).path("overriddenBy").isNull()).isTrue();

    JsonNode unset = site.get("/directives/Timeout").json();
    assertThat(unset.path("uses")).isEmpty();
    assertThat(unset.path("fallback").asString()).isEqualTo("60");
    assertThat(site.get("/directives/Nonsense").status()).isEqualTo(404);
  }

  @Test
  void directivesCanBeNarrowed() {
    String hosts = folder + "/conf/hosts.conf";
    JsonNode ofFile = site.get("/directives?file=" + hosts).json().path("directives");
    assertThat(ofFile).hasSize(6);
    for (JsonNode directive : ofFile) {
      for (JsonNode use : directive.path("uses")) {
        assertThat(use.path("position").path("file").asString()).isEqualTo(hosts);
      }
    }
    JsonNode ofHost =
        site.get("/directives?server=shop.example.com:80&module=core").json().path("directives");
    assertThat(ofHost).hasSize(4);
    JsonNode unset = site.get("/directives?set=false&module=mpm_event").json().path("directives");
    assertThat(unset.toString()).contains("MaxRequestWorkers");
    assertThat(site.get("/directives").json().path("directives").size()).isGreaterThan(100);
  }

  @Test
  void theAdvisorJudgesWhatIsServed() {
    JsonNode report = site.get("/advisor").json();
    assertThat(report.path("isRunning").asBoolean()).isTrue();
    assertThat(report.path("file").asString())
        .isEqualTo(folder.resolve("conf/httpd.conf").toString());
    assertThat(report.path("judgements").size()).isEqualTo(40);
    JsonNode log = site.get("/advisor/sr-057").json();
    assertThat(log.path("severity").asString()).isEqualTo("WARNING");
    assertThat(log.at("/changes/0/edits/0/after/0").asString()).startsWith("CustomLog ");
    assertThat(site.get("/advisor/SR-999").status()).isEqualTo(404);
  }
}
