package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not ask a Kubernetes API server pays nothing for the client. */
class LazyClusterIT {

  @TempDir Path root;

  @Test
  void noClassOfTheClientIsLoaded() throws IOException {
    int management = Ports.free();
    Path loaded = root.resolve("loaded");
    try (Installed site =
        new Installed(root).with("STOKER_JVM_FLAGS", "-Xlog:class+load:file=" + loaded)) {
      site.serve("--server.port=" + management, "--stoker.fleet.hosts=127.0.0.1:" + management);
      site.awaitThat("the management plane answers", () -> fleet(management).contains("isSelf"));
    }
    try (Stream<String> lines = Files.lines(loaded)) {
      assertThat(lines.filter(line -> line.contains(" io.fabric8."))).isEmpty();
    }
    assertThat(Files.readString(loaded)).contains("io.stoker.fleet.Fleet ");
  }

  private static String fleet(int port) {
    try (Client client = new Client(port)) {
      return client.get("/actuator/fleet").text();
    } catch (IOException e) {
      return "";
    }
  }
}
