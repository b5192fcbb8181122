package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.stoker.testing.Installed;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client of Kubernetes as the distribution has it, without most of its models: all that Stoker
 * asks of an API server, which is fabric8's mock.
 */
@EnableKubernetesMockClient(crud = true, https = false)
class ShippedClientIT {

  KubernetesClient client;
  @TempDir Path root;
  private final int management = Ports.free();
  private String configuration;

  @BeforeEach
  void makeObjects() {
    client
        .pods()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("web-1")
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-7")
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build())
        .create();
  }

  private void mapConfiguration(String text) {
    configuration = text;
    client
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("site-conf")
                .endMetadata()
                .withData(Map.of("httpd.conf", text))
                .build())
        .create();
  }

  private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return reply.statusCode() + " " + reply.body();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + management + "/actuator" + path));
  }

  @Test
  void podsAreListedAConfigMapIsPatchedAndAnEventIsMade() throws Exception {
    try (Installed site =
        new Installed(root)
            .configure("Timeout 10\n")
            .with(
                "STOKER_JVM_FLAGS",
                "-Dkubernetes.auth.tryKubeConfig=false -Dkubernetes.namespace="
                    + client.getNamespace()
                    + " -Dkubernetes.master="
                    + client.getMasterUrl())) {
      mapConfiguration(site.read("conf/httpd.conf"));
      Process server =
          site.serve(
              "--server.port=" + management,
              "--management.endpoint.httpdconfig.access=unrestricted",
              "--stoker.fleet.selector=app=web",
              "--stoker.kubernetes.config-kept-by=config-map",
              "--stoker.kubernetes.config-maps=" + root + "/conf=site-conf",
              "--stoker.kubernetes.events=true");
      site.awaitThat("the management plane answers", () -> listsPod());

      String changed = configuration + "Timeout 20\n";
      assertThat(
              ask(
                  request("/httpdconfig/apply")
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              new JsonMapper()
                                  .writeValueAsString(
                                      Map.of(
                                          "path", root + "/conf/httpd.conf", "text", changed))))))
          .startsWith("202 ");
      assertThat(client.configMaps().withName("site-conf").get().getData())
          .containsEntry("httpd.conf", changed);

      site.write("conf/httpd.conf", configuration + "Foo bar\n");
      Installed.signal(server.pid(), "USR1");
      site.awaitThat("the cluster is told", () -> !events().isEmpty());
      assertThat(events().getFirst().getReason()).isEqualTo("ConfigurationRefused");
      assertThat(site.read("logs/error_log")).doesNotContain("STK0541");
    }
  }

  /** By its node, which nobody but the API server knows. */
  private boolean listsPod() {
    try {
      return ask(request("/fleet")).contains("node-7");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<Event> events() {
    return client.v1().events().list().getItems();
  }
}
