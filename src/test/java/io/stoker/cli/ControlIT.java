package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code -k} and the pid file, in the background. */
@Execution(ExecutionMode.CONCURRENT)
class ControlIT {

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
  void lifeOfAServer() throws IOException {
    Installed.Result none = site.stoker("-k", "stop");
    assertThat(none).isEqualTo(new Installed.Result(0, "httpd (no pid file) not running\n", ""));
    assertThat(site.stoker("-k", "graceful-stop")).isEqualTo(none);

    assertThat(site.stoker("-k", "start")).isEqualTo(new Installed.Result(0, "", ""));
    ProcessHandle server = site.server().orElseThrow();
    assertLetGoOfTheTerminal(server.pid());
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }

    assertThat(site.stoker("-k", "start"))
        .isEqualTo(
            new Installed.Result(0, "httpd (pid " + server.pid() + ") already running\n", ""));
    // Without -k it is not asked who runs: the address is taken.
    Installed.Result second = site.stoker("-DFOREGROUND");
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err())
        .contains("(98)Address already in use: AH00072: make_sock: could not bind to address")
        .endsWith("no listening sockets available, shutting down\nAH00015: Unable to open logs\n");
    assertThat(site.server()).contains(server);

    site.configure("DirectoryIndex other.html\n").write("htdocs/other.html", "other\n");
    assertThat(site.stoker("-k", "graceful")).isEqualTo(new Installed.Result(0, "", ""));
    site.awaitThat("the reload", () -> site.read("logs/error_log").contains("AH00493"));
    site.awaitThat("the new configuration", () -> configured() == 2);
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("other\n");
    }

    assertThat(site.stoker("-k", "stop")).isEqualTo(new Installed.Result(0, "", ""));
    site.awaitThat("the end", () -> !server.isAlive());
    assertThat(site.read("logs/error_log"))
        .contains("AH00491: caught SIGTERM, shutting down")
        .contains("AH00094: Command line: 'stoker -d " + folder + "'");
    // In a folder that only root may write to, an empty file is left.
    assertThat(site.read("logs/httpd.pid")).isEmpty();
  }

  private long configured() {
    return site.read("logs/error_log").lines().filter(l -> l.contains("AH00489")).count();
  }

  private void assertLetGoOfTheTerminal(long pid) throws IOException {
    Path fds = Path.of("/proc/" + pid + "/fd");
    assertThat(Files.readSymbolicLink(fds.resolve("0"))).isEqualTo(Path.of("/dev/null"));
    for (String output : List.of("1", "2")) {
      assertThat(Files.readSymbolicLink(fds.resolve(output)))
          .isEqualTo(folder.resolve("logs/error_log"));
    }
    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"))).isEqualTo(Path.of("/"));
  }

  @Test
  void restartStartsWhatDoesNotRunAndAStalePidFileIsNoServer() throws IOException {
    // A process that runs, but is no server.
    site.write("logs/httpd.pid", "1\n");
    Installed.Result result = site.stoker("-k", "restart");
    assertThat(result)
        .isEqualTo(new Installed.Result(0, "httpd not running, trying to start\n", ""));
    assertThat(site.read("logs/error_log"))
        .contains("AH00098: pid file " + folder + "/logs/httpd.pid overwritten");
    ProcessHandle server = site.server().orElseThrow();
    assertThat(site.stoker("-k", "graceful-stop").status()).isZero();
    site.awaitThat("the end", () -> !server.isAlive());
    assertThat(site.read("logs/error_log")).contains("AH00492: caught SIGWINCH");
  }

  @Test
  void brokenPidFileAndBrokenConfiguration() {
    site.write("logs/httpd.pid", "nonsense\n");
    Installed.Result pid = site.stoker("-k", "stop");
    assertThat(pid.status()).isEqualTo(1);
    assertThat(pid.err())
        .isEqualTo(
            "AH00058: Error retrieving pid file "
                + folder
                + "/logs/httpd.pid\nAH00059: Remove it before continuing if it is corrupted.\n");
    site.configure("Foo\n");
    Installed.Result broken = site.stoker("-k", "start");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("Invalid command 'Foo'");
  }

  @Test
  void failedStartInTheBackgroundIsToldOnTheTerminal() {
    site.configure("ErrorLog /nonexistent/error_log\n");
    Installed.Result result = site.stoker("-k", "start");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("(2)No such file or directory: AH02291: Cannot access directory '/nonexistent/'")
        .endsWith("AH00014: Configuration check failed\n");
    site.configure("PidFile /nonexistent/httpd.pid\n");
    assertThat(site.stoker("-k", "start").err())
        .contains("(2)No such file or directory: AH00099: could not create /nonexistent/httpd.pid");
  }

  @Test
  void verbsOfStokerctl() throws IOException {
    String ctl = Installation.home() + "/bin/stokerctl";
    site.write("envvars", "export GREETING=from-envvars\n")
        .with("STOKER_ENVVARS", folder + "/envvars");
    site.configure("Define who ${GREETING}\nServerAdmin ${who}@example.com\n");
    List<String> flags = List.of("-d", folder.toString());
    assertThat(ctl(ctl, "configtest", flags).err()).isEqualTo("Syntax OK\n");
    assertThat(ctl(ctl, "start", flags)).isEqualTo(new Installed.Result(0, "", ""));
    ProcessHandle server = site.server().orElseThrow();
    site.configure("Foo\n");
    Installed.Result refused = ctl(ctl, "graceful", flags);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Invalid command 'Foo'")
        .contains("Action 'graceful' failed.")
        .contains("The stoker error log may have more information.");
    site.configure("");
    assertThat(ctl(ctl, "restart", flags).status()).isZero();
    assertThat(ctl(ctl, "stop", flags).status()).isZero();
    site.awaitThat("the end", () -> !server.isAlive());
    assertThat(ctl(ctl, "startssl", List.of()).status()).isEqualTo(2);
    assertThat(site.run(List.of(ctl)).status()).isEqualTo(1);
    assertThat(site.run(List.of(ctl)).err()).startsWith("Usage: ");
    assertThat(site.run(List.of(ctl, "-v")).out()).startsWith("Server version: Stoker/");
  }

  private Installed.Result ctl(String ctl, String verb, List<String> flags) {
    List<String> command = new java.util.ArrayList<>(List.of(ctl, verb));
    command.addAll(flags);
    return site.run(command);
  }
}
