package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import io.stoker.testing.Peers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server in the foreground, as a supervisor runs it: signals, reload, end. */
@Execution(ExecutionMode.CONCURRENT)
class SignalsIT {

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void makeSite() {
    site = new Installed(folder);
  }

  @AfterEach
  void endSite() {
    site.close();
  }

  @Test
  void reloadIsSeenOnTheSameConnectionAndABrokenOneChangesNothing() throws IOException {
    site.write("htdocs/other.html", "other\n");
    Process server = site.serve();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
      site.configure("DirectoryIndex other.html\n");
      Installed.signal(server.pid(), "HUP");
      site.awaitThat("the reload", () -> configured() == 2);
      assertThat(client.get("/").text()).isEqualTo("other\n");

      site.configure("DirectoryIndex index.html\nFoo bar\n");
      Installed.signal(server.pid(), "USR1");
      site.awaitThat("the refusal", () -> errors().contains("STK0101"));
      assertThat(errors())
          .contains("AH00494: SIGHUP received.  Attempting to restart")
          .contains("AH00493: SIGUSR1 received.  Doing graceful restart")
          .contains(
              "the configuration stays as it is: AH00526: Syntax error on line 14 of " + folder)
          .contains("Invalid command 'Foo'");
      assertThat(client.get("/").text()).isEqualTo("other\n");
      assertThat(configured()).isEqualTo(2);

      // A socket that cannot be had is refused as well.
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        site.configure("Listen 127.0.0.1:" + taken.getLocalPort() + "\n");
        Installed.signal(server.pid(), "USR1");
        site.awaitThat("the second refusal", () -> errors().contains("AH00072"));
        assertThat(client.get("/").text()).isEqualTo("other\n");
      }
    }
  }

  @Test
  void termEndsItAndSaysSo() throws IOException {
    site.configure(
        "LoadModule log_config_module modules/mod_log_config.so\n"
            + "CustomLog logs/access_log \"%r\"\n");
    Process server = site.serve();
    try (Client idle = new Client(site.port())) {
      idle.get("/last");
      long before = System.nanoTime();
      Installed.signal(server.pid(), "TERM");
      Installed.await(server);
      System.out.printf("SIGTERM to end: %d ms%n", (System.nanoTime() - before) / 1_000_000);
    }
    assertThat(server.exitValue()).isZero();
    assertThat(errors()).contains("AH00491: caught SIGTERM, shutting down");
    assertThat(site.read("logs/access_log")).isEqualTo("GET /last HTTP/1.1\n");
    assertThat(site.read("out")).isEmpty();
    assertThat(site.read("err")).isEmpty();
  }

  @Test
  void whatWasTakenIsInTheHistoryHoweverSoonItStops() {
    Process server = site.serve();
    Installed.signal(server.pid(), "TERM");
    Installed.await(server);
    // It had no time to write it, or it had.
    assertThat(history()).matches(" {4}[-1]  \\S+ \\S+  start       stoker\n");
    Process next = site.serve();
    site.awaitThat("both", () -> history().matches(" {4}2 .*\n {4}1 .*\n"));
    Installed.signal(next.pid(), "TERM");
    Installed.await(next);
    assertThat(site.read("logs/error_log")).doesNotContain("STK0110");
  }

  private String history() {
    Installed.Result history =
        site.run(
            List.of(Installation.home() + "/bin/stokerctl", "history", "-d", folder.toString()));
    assertThat(history.err()).isEmpty();
    return history.out();
  }

  @Test
  void winchFinishesASlowDownloadAndTermCutsItOff() throws IOException {
    try (RandomAccessFile big = new RandomAccessFile(folder.resolve("htdocs/big").toFile(), "rw")) {
      big.setLength(64L << 20);
    }
    Process server = site.serve();
    try (Client slow = new Client(site.port())) {
      slow.send("/big");
      String head = slow.readHead();
      Installed.signal(server.pid(), "WINCH");
      site.awaitThat("the graceful stop", () -> errors().contains("AH00492"));
      assertThat(server.isAlive()).isTrue();
      long read = 0;
      byte[] buffer = new byte[1 << 16];
      for (int n = slow.body().read(buffer); n > 0; n = slow.body().read(buffer)) {
        read += n;
      }
      assertThat(read).isEqualTo(Long.parseLong(Client.header(head, "Content-Length")));
    }
    Installed.await(server);

    Process second = site.serve();
    try (Client slow = new Client(site.port())) {
      slow.send("/big");
      slow.readHead();
      Installed.signal(second.pid(), "WINCH");
      site.awaitThat("the second graceful stop", () -> errors().split("AH00492").length == 3);
      Installed.signal(second.pid(), "TERM");
      Installed.await(second);
      assertThat(errors()).contains("AH00491");
    }
  }

  @Test
  void termFinishesDownloadsWhereTheEnvironmentSaysSoAndASecondOneCutsThemOff() throws IOException {
    try (RandomAccessFile big = new RandomAccessFile(folder.resolve("htdocs/big").toFile(), "rw")) {
      big.setLength(64L << 20);
    }
    site.with("STOKER_SIGTERM", "graceful");
    Process server = site.serve();
    try (Client slow = new Client(site.port())) {
      slow.send("/big");
      String head = slow.readHead();
      Installed.signal(server.pid(), "TERM");
      site.awaitThat("the graceful stop", () -> errors().contains("AH00492"));
      assertThat(slow.body().readNBytes(64 << 20))
          .hasSize(Integer.parseInt(Client.header(head, "Content-Length")));
    }
    Installed.await(server);

    Process second = site.serve();
    try (Client slow = new Client(site.port())) {
      slow.send("/big");
      slow.readHead();
      Installed.signal(second.pid(), "TERM");
      site.awaitThat("the second graceful stop", () -> errors().split("AH00492").length == 3);
      Installed.signal(second.pid(), "TERM");
      Installed.await(second);
      assertThat(errors()).contains("AH00491");
    }
  }

  @Test
  void renamedLogsAreBegunAnew() throws IOException {
    site.configure(
        "LoadModule log_config_module modules/mod_log_config.so\n"
            + "CustomLog logs/access_log \"%r\"\n");
    Process server = site.serve();
    try (Client client = new Client(site.port())) {
      client.get("/before");
      site.awaitThat("the first line", () -> site.read("logs/access_log").contains("/before"));
      site.run(List.of("mv", "logs/access_log", "logs/access_log.1"));
      site.run(List.of("mv", "logs/error_log", "logs/error_log.1"));
      // As logrotate's "create": the folder may be root's alone.
      site.run(List.of("cp", "-p", "logs/access_log.1", "logs/access_log"));
      site.run(List.of("cp", "-p", "logs/error_log.1", "logs/error_log"));
      site.run(List.of("truncate", "-s0", "logs/access_log", "logs/error_log"));
      Installed.signal(server.pid(), "USR1");
      site.awaitThat("the reload", () -> site.read("logs/error_log.1").contains("AH00493"));
      site.awaitThat("the end of the reload", () -> configuredIn("logs/error_log.1") == 2);
      Installed.signal(server.pid(), "USR1");
      site.awaitThat("the new error log", () -> configured() == 1);
      client.get("/after");
    }
    site.awaitThat("the new access log", () -> site.read("logs/access_log").contains("/after"));
    assertThat(site.read("logs/access_log.1")).isEqualTo("GET /before HTTP/1.1\n");
    assertThat(errors()).doesNotContain("STK0413");
  }

  @Test
  void managementPlaneWithoutPortIsToldOnceAndTheSiteIsServed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      site.with("SERVER_PORT", Integer.toString(taken.getLocalPort()));
      Process server = site.serve();
      site.awaitThat("the message", () -> errors().contains("STK0501"));
      assertThat(errors().split("STK0501")).hasSize(2);
      assertThat(errors())
          .contains("the sites are served without it: Port " + taken.getLocalPort());
      try (Client client = new Client(site.port())) {
        assertThat(client.get("/").text()).isEqualTo("hello\n");
      }
      Installed.signal(server.pid(), "INT");
      Installed.await(server);
      assertThat(site.read("out") + site.read("err")).isEmpty();
    }
  }

  @Test
  void onATerminalItGoesToTheBackgroundUnlessToldOtherwise() throws IOException {
    String script = Peers.require("bsdutils", "script").toString();
    String stoker = Installation.home() + "/bin/stoker -d " + folder;
    Installed.Result typed = site.run(List.of(script, "-qec", stoker, "/dev/null"));
    assertThat(typed.status()).isZero();
    assertThat(typed.out()).isEmpty();
    ProcessHandle server = site.server().orElseThrow();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }
    server.destroy();
    site.awaitThat("the end", () -> !server.isAlive());

    for (String flag : List.of("-X", "-DNO_DETACH", "-D ONE_PROCESS")) {
      long before = configured();
      Process terminal =
          site.start(
              List.of(script, "-qec", stoker + " " + flag, "/dev/null"),
              folder.resolve("out"),
              folder.resolve("err"));
      site.awaitThat(flag, () -> configured() == before + 1);
      ProcessHandle inside = site.server().orElseThrow();
      // The window changes its size.
      Installed.signal(inside.pid(), "WINCH");
      try (Client client = new Client(site.port())) {
        assertThat(client.get("/").text()).isEqualTo("hello\n");
      }
      assertThat(terminal.isAlive()).isTrue();
      assertThat(errors()).doesNotContain("AH00492");
      inside.destroy();
      Installed.await(terminal);
    }
  }

  private String errors() {
    return site.read("logs/error_log");
  }

  private long configured() {
    return configuredIn("logs/error_log");
  }

  private long configuredIn(String file) {
    return site.read(file).lines().filter(l -> l.contains("AH00489")).count();
  }
}
