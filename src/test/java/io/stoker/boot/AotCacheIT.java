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

/** {@code stokerctl aot}, and that the JVM takes what it wrote, with the launcher's own flags. */
class AotCacheIT {

  /** The JVM does not start when it has a cache that it cannot take. */
  private static final String OR_FAIL = "-XX:AOTMode=on";

  @TempDir Path root;

  @Test
  void serversAndChecksStartFromItAndFromNoOther() throws IOException {
    Path caches = Files.createDirectory(root.resolve("caches"));
    Files.writeString(caches.resolve("stoker-of-another-java.aot"), "old");
    try (Installed site = new Installed(root).with("STOKER_AOT", caches.toString())) {
      Installed.Result made = site.run(List.of(Installation.home() + "/bin/stokerctl", "aot"));
      assertThat(made.status()).as(made.err()).isZero();
      try (Stream<Path> files = Files.list(caches)) {
        assertThat(files).containsExactly(Path.of(made.out().strip()));
      }

      site.with("STOKER_JVM_FLAGS", OR_FAIL);
      assertThat(site.stoker("-t").err()).isEqualTo("Syntax OK\n");
      site.serve();
      assertThat(site.read("err")).isEmpty();
      try (Client client = new Client(site.port())) {
        assertThat(client.get("/").text()).isEqualTo("hello\n");
      }

      site.with("STOKER_JVM_FLAGS", "");
      Files.writeString(Path.of(made.out().strip()), "not what it was\n");
      Installed.Result checked = site.stoker("-t");
      assertThat(checked.status()).isZero();
      assertThat(checked.out()).isEmpty();
      assertThat(checked.err()).contains("AOT cache").endsWith("Syntax OK\n");
    }
  }

  @Test
  void folderThatCannotBeWrittenIsTold() {
    try (Installed site = new Installed(root).with("STOKER_AOT", root + "/none")) {
      Installed.Result made = site.run(List.of(Installation.home() + "/bin/stokerctl", "aot"));
      assertThat(made.status()).isEqualTo(1);
      assertThat(made.err())
          .isEqualTo(
              "stoker: cannot write to %s/none: STOKER_AOT names another folder\n".formatted(root));
    }
  }
}
