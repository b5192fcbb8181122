package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.stoker.boot.ManagedSite;
import io.stoker.runtime.ServerSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A site whose configuration is a ConfigMap, with an API server that is fabric8's mock. */
@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesIT {

  private static final List<String> PROPERTIES =
      List.of("kubernetes.master", "kubernetes.namespace", "kubernetes.auth.tryKubeConfig");

  KubernetesClient client;
  @TempDir Path folder;
  private ManagedSite site;
  private String file;

  @BeforeEach
  void prepare() {
    // What Config.autoConfigure reads in a pod, it reads of these, too.
    System.setProperty("kubernetes.master", client.getMasterUrl().toString());
    System.setProperty("kubernetes.namespace", client.getNamespace());
    System.setProperty("kubernetes.auth.tryKubeConfig", "false");
    site = new ManagedSite(folder).configure("Timeout 10\n");
    file = folder + "/conf/httpd.conf";
    client
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("site-conf")
                .endMetadata()
                .withData(Map.of("httpd.conf", site.read("conf/httpd.conf")))
                .build())
        .create();
  }

  @AfterEach
  void stop() {
    PROPERTIES.forEach(System::clearProperty);
    site.close();
  }

  private void start(String... words) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.add("--management.endpoint.httpdconfig.access=unrestricted");
    all.add("--stoker.kubernetes.config-maps=" + folder + "/conf=site-conf");
    site.start(all.toArray(String[]::new));
  }

  private ManagedSite.Answer apply(String lines) {
    return site.post(
        "/httpdconfig/apply",
        new JsonMapper().writeValueAsString(Map.of("path", file, "text", site.base() + lines)));
  }

  private String mapped() {
    return client.configMaps().withName("site-conf").get().getData().get("httpd.conf");
  }

  @Test
  void aChangeGoesToTheConfigMapAndNotToTheDisk() throws Exception {
    start("--stoker.kubernetes.config-kept-by=config-map");
    String before = site.read("conf/httpd.conf");
    ManagedSite.Answer answer = apply("Timeout 20\n");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("outcome").asString()).isEqualTo("HANDED_ON");
    assertThat(mapped()).endsWith("Timeout 20\n");
    assertThat(site.read("conf/httpd.conf")).isEqualTo(before);
    // The kubelet has not brought it yet: a second change would undo the first.
    assertThat(apply("Timeout 30\n").status()).isEqualTo(409);
    assertThat(mapped()).endsWith("Timeout 20\n");
    site.write("conf/httpd.conf", mapped());
    site.plane().reload(ServerSignal.GRACEFUL);
    assertThat(apply("Timeout 30\n").status()).isEqualTo(202);
  }

  @Test
  void whatIsWrongIsNotHandedOn() throws Exception {
    start("--stoker.kubernetes.config-kept-by=config-map");
    assertThat(apply("Foo bar\n").status()).isEqualTo(422);
    assertThat(mapped()).endsWith("Timeout 10\n");
  }

  @Test
  void whereGitKeepsItThereIsAPatch() throws Exception {
    start("--stoker.kubernetes.config-kept-by=git");
    String before = site.read("conf/httpd.conf");
    ManagedSite.Answer answer = apply("Timeout 20\n");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("patch").asString())
        .startsWith("--- a" + file + "\n+++ b" + file + "\n@@ ")
        .endsWith("-Timeout 10\n+Timeout 20\n");
    assertThat(site.read("conf/httpd.conf")).isEqualTo(before);
    assertThat(mapped()).endsWith("Timeout 10\n");
  }

  @Test
  void aRefusedConfigurationIsAnEventAndShowsEverywhere() throws Exception {
    start("--stoker.kubernetes.events=true", "--stoker.fleet.name=web-0");
    site.write("conf/httpd.conf", site.base() + "Foo bar\n");
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isFalse();
    List<Event> events = List.of();
    while (events.isEmpty()) {
      assertThat(site.read("logs/error_log")).doesNotContain("STK0541");
      events = client.v1().events().list().getItems(); // told by another thread
    }
    assertThat(events.getFirst().getReason()).isEqualTo("ConfigurationRefused");
    assertThat(events.getFirst().getMessage()).contains(file).contains("Invalid command 'Foo'");
    assertThat(events.getFirst().getInvolvedObject().getName()).isEqualTo("web-0");
    JsonNode health = site.get("/health").json();
    JsonNode plane = health.path("components").path("contentPlane");
    assertThat(plane.path("status").asString()).isEqualTo("UP");
    assertThat(plane.path("details").path("problem").asString()).contains("Invalid command");
    assertThat(plane.path("details").path("reload").path("result").asString())
        .isEqualTo("rejected");
    assertThat(
            site.get("/metrics/stoker.reloads?tag=result:rejected")
                .json()
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble())
        .isEqualTo(1);
  }
}
