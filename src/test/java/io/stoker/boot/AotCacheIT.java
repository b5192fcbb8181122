package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code stokerctl aot}, and that the JVM takes what it wrote, with the launcher's own flags. */
@Execution(ExecutionMode.CONCURRENT)
class AotCacheIT {

  /** The JVM does not start when it has a cache that it cannot take. */
  private static final String OR_FAIL = "-XX:AOTMode=on";

  @TempDir Path root;

  @Test
  void serversAndChecksStartFromItAndFromNoOther() throws IOException, InterruptedException {
    Path caches = Files.createDirectory(root.resolve("caches"));
    Files.writeString(caches.resolve("stoker-of-another-java.aot"), "old");
    try (Installed site = new Installed(root).with("STOKER_AOT", caches.toString())) {
      site.with("STOKER_JVM_FLAGS", ""); // learned with what it is used with
      Installed.Result made = learn(site);
      assertThat(made.status()).as(made.err()).isZero();
      try (Stream<Path> files = Files.list(caches)) {
        assertThat(files).containsExactly(Path.of(made.out().strip()));
      }

      site.with("STOKER_JVM_FLAGS", OR_FAIL);
      assertThat(site.stoker("-t").err()).isEqualTo("Syntax OK\n");
      Process server = site.serve();
      assertThat(site.read("err")).isEmpty();
      try (Client client = new Client(site.port())) {
        assertThat(client.get("/").text()).isEqualTo("hello\n");
      }

      server.destroy(); // it has the cache in its memory: the file may not be written to
      Installed.await(server);

      site.with("STOKER_JVM_FLAGS", "");
      Files.writeString(Path.of(made.out().strip()), "not what it was\n");
      Installed.Result checked = site.stoker("-t");
      assertThat(checked.status()).isZero();
      assertThat(checked.out()).isEmpty();
      assertThat(checked.err()).contains("AOT cache").endsWith("Syntax OK\n");
    }
  }

  @Test
  void folderThatCannotBeWrittenIsTold() throws InterruptedException {
    try (Installed site = new Installed(root).with("STOKER_AOT", root + "/none")) {
      Installed.Result made = learn(site);
      assertThat(made.status()).isEqualTo(1);
      assertThat(made.err())
          .isEqualTo(
              "stoker: cannot write to %s/none: STOKER_AOT names another folder\n".formatted(root));
    }
  }

  /** However long it takes: half a minute of CPU time, on a machine that may be busy. */
  private static Installed.Result learn(Installed site) throws InterruptedException {
    Path root = site.root();
    Process process =
        site.start(
            List.of(Installation.home() + "/bin/stokerctl", "aot"),
            root.resolve("out"),
            root.resolve("err"));
    return new Installed.Result(process.waitFor(), site.read("out"), site.read("err"));
  }
}
