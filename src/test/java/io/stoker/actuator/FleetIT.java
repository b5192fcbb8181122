package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas, and what each says of both. */
class FleetIT {

  @TempDir Path folder;
  private Path token;
  private ManagedSite first;
  private ManagedSite second;

  @BeforeEach
  void prepare() throws IOException {
    token = Files.writeString(folder.resolve("token"), "secret of both\n");
    first = new ManagedSite(Files.createDirectory(folder.resolve("first")));
    second = new ManagedSite(Files.createDirectory(folder.resolve("second")));
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  private void start(String... words) throws Exception {
    first
        .configure("Timeout 10\n")
        .start("--stoker.fleet.token-file=" + token, "--stoker.fleet.name=first");
    String[] all = new String[words.length + 4];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--stoker.fleet.token-file=" + token;
    all[words.length + 1] = "--stoker.fleet.name=second";
    all[words.length + 2] =
        "--stoker.fleet.hosts=127.0.0.1:" + first.uri("").getPort() + ",127.0.0.1:" + Ports.free();
    all[words.length + 3] = "--stoker.fleet.timeout=2m";
    second.configure("Timeout 10\n").start(all);
  }

  private static int ask(URI uri, String authorization) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri).header("Authorization", authorization).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static JsonNode replica(JsonNode view, String name) {
    for (JsonNode one : view.path("replicas")) {
      if (one.path("name").asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + view);
  }

  @Test
  void eachIsAskedAndWhoDoesNotAnswerIsNamed() throws Exception {
    start();
    JsonNode view = second.get("/fleet").json();
    assertThat(view.path("reachable").asInt()).isEqualTo(2);
    assertThat(view.path("unreachable").asInt()).isEqualTo(1);
    JsonNode other = replica(view, "first");
    assertThat(other.path("isSelf").asBoolean()).isFalse();
    assertThat(other.path("status").path("state").asString()).isEqualTo("SERVING");
    assertThat(other.path("status").path("generation").asInt()).isPositive();
    assertThat(other.path("status").path("workers").asInt()).isEqualTo(400);
    assertThat(other.path("status").path("configuration").asString()).hasSize(64);
    assertThat(replica(view, "second").path("isSelf").asBoolean()).isTrue();
    // Of different folders, so that every file is another.
    assertThat(other.path("drift").size() + replica(view, "second").path("drift").size())
        .isEqualTo(2);
    assertThat(view.path("drifting").asInt()).isEqualTo(1);
    assertThat(view.toString()).contains("it takes no connection");
  }

  @Test
  void onlyReplicasAreToldByThemselves() throws Exception {
    start();
    assertThat(first.get("/fleet/replica").status()).isEqualTo(401);
    assertThat(first.get("/fleet/other").status()).isEqualTo(401);
    URI uri = first.uri("/fleet/replica");
    assertThat(ask(uri, "Stoker-Fleet secret of nobody")).isEqualTo(401);
    assertThat(ask(uri, "Stoker-Fleet secret of both")).isEqualTo(200);
    assertThat(ask(first.uri("/fleet/other"), "Stoker-Fleet secret of both")).isEqualTo(404);
    Files.writeString(token, "another, of this moment on");
    assertThat(ask(uri, "Stoker-Fleet secret of both")).isEqualTo(401);
  }

  @Test
  void aConfigurationThatWasRefusedIsTold() throws Exception {
    start();
    first.write("conf/httpd.conf", first.base() + "Foo bar\n");
    first.plane().reload(io.stoker.runtime.ServerSignal.GRACEFUL);
    JsonNode view = second.get("/fleet").json();
    assertThat(view.path("refusing").asInt()).isEqualTo(1);
    assertThat(replica(view, "first").path("status").path("refused").asString())
        .contains("Invalid command 'Foo'");
  }

  @Test
  void whoHasNoOthersIsAlone() throws Exception {
    first.configure("").start();
    JsonNode view = first.get("/fleet").json();
    assertThat(view.path("replicas")).hasSize(1);
    assertThat(view.path("replicas").path(0).path("isSelf").asBoolean()).isTrue();
    assertThat(first.get("/fleet/replica").status()).isEqualTo(401);
  }
}
