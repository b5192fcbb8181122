package io.stoker.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Visitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;

/**
 * A ConfigMap that is mounted as a folder, and changes as the kubelet changes it: the files are
 * links through {@code ..data}, which is turned to another folder in one step.
 */
class ConfigurationIT {

  private static final int SWAPS = 50;

  @TempDir Path folder;
  private Path conf;
  private int folders;

  @BeforeAll
  static void require() {
    Image.require();
  }

  @BeforeEach
  void makeMap() throws IOException {
    conf = Files.createDirectory(folder.resolve("conf"));
    swap(version(0));
    Files.createSymbolicLink(conf.resolve("10-version.conf"), Path.of("..data/10-version.conf"));
  }

  /** No connection that is kept is closed in between, however slow the machine is. */
  private static String version(int number) {
    return "Header set X-Version " + number + "\nKeepAliveTimeout 3600\n";
  }

  private void swap(String text) throws IOException {
    Path data = Files.createDirectory(conf.resolve("..2026_" + folders++));
    Files.writeString(data.resolve("10-version.conf"), text);
    Path link = Files.createSymbolicLink(conf.resolve("..data_tmp"), data.getFileName());
    Files.move(link, conf.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The server looks once a second by itself, as the chart has it with reload.mode live. */
  @Test
  void everyChangeIsTakenUnderLoadAndABadOneChangesNothing() throws Exception {
    try (GenericContainer<?> container = Image.container()) {
      container
          .withEnv("STOKER_RELOAD_WATCH", "true")
          .withEnv("STOKER_RELOAD_QUIETPERIOD", "0s")
          .withFileSystemBind(conf.toString(), "/etc/stoker/conf.d", BindMode.READ_ONLY)
          .start();
      int port = container.getMappedPort(Image.PORT);
      try (Visitors visitors = new Visitors(port, 8, "/", "/configure.html")) {
        for (int i = 1; i <= SWAPS; i++) {
          swap(version(i));
          awaitVersion(port, Integer.toString(i));
        }
        swap("Header set X-Version bad\nFoo bar\n");
        while (!container.getLogs(OutputFrame.OutputType.STDERR).contains("STK0101")) {
          Image.pause();
        }
        assertThat(served(port)).isEqualTo(Integer.toString(SWAPS));
        assertThat(container.getLogs(OutputFrame.OutputType.STDERR))
            .contains("Syntax error on line 2 of /etc/stoker/conf.d/10-version.conf");
        System.out.printf("%d swaps: %d requests%n", SWAPS, visitors.answered());
        assertThat(visitors.failures()).isEmpty();
        assertThat(visitors.closed()).as("connections dropped").isZero();
      }
    }
  }

  private static void awaitVersion(int port, String version) throws IOException {
    while (!served(port).equals(version)) {
      Image.pause();
    }
  }

  private static String served(int port) throws IOException {
    try (Client client = new Client(port)) {
      return client.get("/").header("X-Version");
    }
  }
}
