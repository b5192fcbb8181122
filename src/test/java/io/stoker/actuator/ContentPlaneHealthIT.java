package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the management plane tells supervisors of the content plane. */
class ContentPlaneHealthIT {

  @TempDir Path folder;
  private Installed site;
  private int management;

  @BeforeEach
  void makeSite() {
    management = Ports.free();
    site = new Installed(folder).with("SERVER_PORT", Integer.toString(management));
  }

  @AfterEach
  void endSite() {
    site.close();
  }

  private Client.Reply health(String group) throws IOException {
    try (Client client = new Client(management)) {
      return client.get("/actuator/health" + group);
    }
  }

  private boolean answers() {
    try {
      return health("").code() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void isUpWhileItServesAndARefusedReloadFailsNothing() throws IOException {
    Process server = site.serve();
    site.awaitThat("the management plane", this::answers);
    assertThat(health("").code()).isEqualTo(200);
    assertThat(health("").text())
        .contains("\"contentPlane\":{\"details\":{\"state\":\"SERVING\",\"generation\":1")
        .contains("\"listening\":[\"127.0.0.1:" + site.port() + "\"]");
    assertThat(health("/liveness").text()).contains("livenessState").doesNotContain("contentPlane");
    assertThat(health("/readiness").text()).contains("contentPlane");

    site.configure("Foo\n");
    Installed.signal(server.pid(), "USR1");
    site.awaitThat("the refusal", () -> site.read("logs/error_log").contains("STK0101"));
    for (String group : new String[] {"", "/liveness", "/readiness"}) {
      assertThat(health(group).code()).isEqualTo(200);
    }
    assertThat(health("/readiness").text()).contains("\"problem\":\"AH00526: Syntax error");
  }

  @Test
  void isDownWhenTheSitesAreNotServedAndTheProcessIsAlive() throws IOException {
    // As a build tool starts it: without the launcher it stays, to show what is wrong.
    site.configure("Foo\n").with("STOKER_HOME", folder.toString());
    site.start(
        java.util.List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.stoker.boot.StokerApplication"),
        folder.resolve("out"),
        folder.resolve("err"));
    site.awaitThat("the management plane", this::answers);
    assertThat(health("/readiness").code()).isEqualTo(503);
    assertThat(health("/readiness").text())
        .contains("\"state\":\"FAILED\"")
        .contains("Invalid command 'Foo'");
    assertThat(health("/liveness").code()).isEqualTo(200);
    site.awaitThat("the greeting", () -> site.read("out").contains("Stoker serves nothing"));
    assertThat(site.read("err")).contains("Invalid command 'Foo'");
  }
}
