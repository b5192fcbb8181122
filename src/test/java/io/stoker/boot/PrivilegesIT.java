package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.files.Users;
import io.stoker.testing.Client;
import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/** Whom a server runs as. Needs root, who alone can become somebody else. */
@Execution(ExecutionMode.CONCURRENT)
class PrivilegesIT {

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void makeSite() {
    if (!System.getProperty("user.name").equals("root")) {
      String message = "*** SKIPPED *** privileges can only be dropped by root";
      System.err.println(message);
      throw new TestAbortedException(message);
    }
    site = new Installed(folder);
  }

  @AfterEach
  void endSite() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void rootBecomesUserAndGroupInEveryThread() throws IOException {
    Process server = site.serve();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }
    int uid = Users.system().user("www-data").uid();
    List<Path> threads;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      threads = tasks.toList();
    }
    int looked = 0;
    for (Path thread : threads) {
      String status;
      try {
        status = Files.readString(thread.resolve("status"));
      } catch (IOException e) {
        assertThat(thread).doesNotExist(); // it has ended since
        continue;
      }
      looked++;
      assertThat(status).contains("Uid:\t" + (uid + "\t").repeat(3) + uid + "\n");
      assertThat(status).contains("CapEff:\t0000000000000000");
    }
    assertThat(looked).isGreaterThan(5);
  }

  @Test
  void rootWithoutUserIsRefused() {
    site.write(
        "conf/httpd.conf", site.read("conf/httpd.conf").replaceAll("(?m)^(User|Group) .*", ""));
    Installed.Result result = site.stoker("-DFOREGROUND");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("STK0103").contains("needs User and Group");
    assertThat(site.read("logs/httpd.pid")).isEmpty();
  }

  @Test
  void anOrdinaryUserServesAsHimself() throws IOException {
    site.run(List.of("chown", "-R", "www-data", folder.toString()));
    Installed.Result started =
        site.run(
            List.of(
                "su",
                "www-data",
                "-s",
                "/bin/sh",
                "-c",
                Installation.home() + "/bin/stoker -d " + folder + " -k start"));
    assertThat(started.err()).isEmpty();
    assertThat(started.status()).isZero();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }
    ProcessHandle server = site.server().orElseThrow();
    assertThat(site.stoker("-k", "stop").status()).isZero();
    site.awaitThat("the end", () -> !server.isAlive());
    assertThat(folder.resolve("logs/httpd.pid")).doesNotExist();
  }

  @Test
  void aCrashLeavesItsTracesInCoreDumpDirectory() throws IOException {
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    site.configure("CoreDumpDirectory dumps\n");
    Process server = site.serve();
    Path process = Path.of("/proc/" + server.pid());
    site.awaitThat("the directory", () -> dumps.equals(linkTarget(process.resolve("cwd"))));
    // The kernel gives a process that must not leave a core dump to root.
    site.awaitThat("core dumps", () -> owner(process.resolve("fd")).equals("www-data"));
  }

  private static Path linkTarget(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String owner(Path file) {
    try {
      return Files.getOwner(file).getName();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
