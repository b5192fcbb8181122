package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/** What must not go wrong when things do: a killed server, a full disk. */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {

  private static final String ACCESS_LOG =
      """
      LoadModule log_config_module modules/mod_log_config.so
      LogFormat "begin %U end" line
      """;

  @TempDir Path folder;
  private Installed site;
  private Path disk;

  @BeforeEach
  void makeSite() {
    site = new Installed(folder);
  }

  @AfterEach
  void endSite() throws IOException {
    site.close();
    if (disk != null) {
      Installed.await(new ProcessBuilder("umount", disk.toString()).start());
    }
  }

  @Test
  void killedServerLeavesWholeLinesAndStartsAgain() throws IOException {
    site.configure(
        ACCESS_LOG + "CustomLog logs/access_log line\nLogLevel debug\nMaxKeepAliveRequests 0\n");
    Process server = site.serve();
    try (Client client = new Client(site.port())) {
      for (int i = 0; i < 2000; i++) {
        client.get("/missing/" + i);
      }
      for (int i = 0; i < 50; i++) {
        client.send("/unread/" + i);
      }
      server.destroyForcibly();
      Installed.await(server);
    }
    assertWholeLines();
    assertThat(site.read("logs/httpd.pid").strip()).isEqualTo(Long.toString(server.pid()));

    site.serve();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }
    assertThat(site.read("logs/error_log")).contains("AH00098: pid file");
    assertWholeLines();
  }

  private void assertWholeLines() {
    String access = site.read("logs/access_log");
    assertThat(access).endsWith("\n");
    assertThat(access.lines()).isNotEmpty().allMatch(line -> line.matches("begin /\\S* end"));
    String errors = site.read("logs/error_log");
    assertThat(errors).endsWith("\n");
    assertThat(errors.lines()).allMatch(line -> line.startsWith("["));
  }

  @Test
  void fullDiskStopsTheLogAndNotTheServer() throws IOException, InterruptedException {
    mountSmallDisk();
    site.configure(ACCESS_LOG + "CustomLog " + disk + "/access_log line\nMaxKeepAliveRequests 0\n");
    site.serve();
    Path ballast = disk.resolve("ballast");
    String longPath = ("/" + "x".repeat(200)).repeat(5) + "/";
    try (Client client = new Client(site.port())) {
      Files.write(ballast, new byte[900 << 10]);
      int sent = 0;
      while (!site.read("logs/error_log").contains("STK0410")) {
        assertThat(client.get(longPath + sent++).code()).isEqualTo(404);
        assertThat(sent).as("requests until the disk is full").isLessThan(20_000);
      }
      assertThat(site.read("logs/error_log")).contains("(28)No space left on device");
      assertThat(client.get("/").text()).isEqualTo("hello\n");
      Files.delete(ballast);
      site.awaitThat("recovery", () -> site.read("logs/error_log").contains("STK0412"));
      client.get("/recovered");
    }
    site.awaitThat("a line after recovery", () -> accessLog().contains("begin /recovered end\n"));
    assertThat(accessLog().lines()).allMatch(line -> line.matches("begin /\\S* end"));
  }

  private String accessLog() {
    try {
      return Files.readString(disk.resolve("access_log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void mountSmallDisk() throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes());
    if (mount.waitFor() != 0) {
      String message = "*** SKIPPED *** a small disk cannot be mounted: " + said.strip();
      System.err.println(message);
      throw new TestAbortedException(message);
    }
    disk = place;
  }
}
