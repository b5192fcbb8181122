package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus gets of a site that was asked for something, and what the dashboard needs. */
class MetersIT {

  private static final Pattern NAME =
      Pattern.compile("\\b((?:stoker|jvm|process)_[a-z_]+)(?=[{)\\[,\\s])");

  @TempDir Path folder;
  private ManagedSite site;
  private Installed patience;

  @BeforeEach
  void start() throws Exception {
    site = new ManagedSite(folder);
    patience = new Installed(Files.createDirectory(folder.resolve("unused")));
    String shop = "<VirtualHost *:%d>\nServerName shop\n</VirtualHost>\n".formatted(site.port());
    site.configure("KeepAliveTimeout 300\n" + shop).start();
    try (Client client = new Client(site.port())) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/index.html", "Host: shop").code()).isEqualTo(200);
      }
      assertThat(client.get("/none", "Host: shop").code()).isEqualTo(404);
    }
    patience.awaitThat("the first series", () -> scrape().contains("status=\"4xx\""));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private String scrape() {
    ManagedSite.Answer answer = site.get("/prometheus");
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }

  @Test
  void requestsAreCountedByHostMethodAndStatus() {
    String host = "vhost=\"shop:" + site.port() + "\"";
    String text = scrape();
    assertThat(text)
        .contains("stoker_vhost_requests_total{method=\"GET\",status=\"2xx\"," + host + "} 10.0")
        .contains("stoker_vhost_requests_total{method=\"GET\",status=\"4xx\"," + host + "} 1.0")
        .contains("stoker_vhost_reused_total{" + host + "} 10.0")
        .contains("stoker_vhost_request_duration_seconds_count{" + host + "} 11")
        .contains("stoker_vhost_request_duration_seconds_bucket{" + host + ",le=\"+Inf\"} 11")
        .contains("stoker_reloads_total{result=\"rejected\"} 0.0")
        .doesNotContain("index.html")
        .doesNotContain("/none");
    assertThat(site.get("/metrics/stoker.vhost.requests").status()).isEqualTo(200);
  }

  @Test
  void theDashboardUsesNothingButWhatThereIs() throws Exception {
    Path file = Path.of(System.getenv("STOKER_HOME"), "docs/grafana/stoker.json");
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
    List<String> questions = new ArrayList<>();
    collect(dashboard, questions);
    assertThat(questions).hasSizeGreaterThan(20);
    Set<String> used = new TreeSet<>();
    for (String question : questions) {
      Matcher names = NAME.matcher(question);
      while (names.find()) {
        used.add(names.group(1));
      }
    }
    assertThat(used).hasSizeGreaterThan(15);
    String text = scrape();
    assertThat(used).allSatisfy(name -> assertThat(text).containsPattern("(?m)^" + name + "[{ ]"));
  }

  private static void collect(JsonNode node, List<String> questions) {
    if (node.has("expr")) {
      questions.add(node.path("expr").asString());
    }
    if (node.path("query").isString()) {
      questions.add(node.path("query").asString());
    }
    node.forEach(child -> collect(child, questions));
  }
}
