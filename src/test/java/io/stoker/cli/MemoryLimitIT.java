package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How {@code bin/stoker} sizes the JVM by the limit of its control group; its java prints flags.
 */
class MemoryLimitIT {

  private static final long MIB = 1L << 20;

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void withJavaThatPrints() throws IOException {
    Path java = folder.resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    site =
        new Installed(folder)
            .with("STOKER_JAVA", java.toString())
            .with("STOKER_CGROUPS", folder.resolve("cgroup").toString());
  }

  private String flags() {
    return site.run(List.of(Installation.home() + "/bin/stoker", "-X")).out();
  }

  private void limit(String file, String text) throws IOException {
    Path at = folder.resolve("cgroup").resolve(file);
    Files.createDirectories(at.getParent());
    Files.writeString(at, text + "\n");
  }

  /** Either version of control groups, seen from inside, where the group is the topmost. */
  private void limit(String text) throws IOException {
    limit("memory.max", text);
    limit("memory/memory.limit_in_bytes", text);
  }

  @Test
  void withoutALimitSizesAreForAnyMachine() throws IOException {
    assertThat(flags()).contains("-Xms64m\n-Xmx256m\n-XX:MaxDirectMemorySize=128m\n");
    limit("max");
    assertThat(flags()).contains("-Xms64m\n-Xmx256m\n-XX:MaxDirectMemorySize=128m\n");
    limit("9223372036854771712");
    assertThat(flags()).contains("-Xms64m\n-Xmx256m\n-XX:MaxDirectMemorySize=128m\n");
  }

  @ParameterizedTest
  @CsvSource({
    "8192, -Xms64m, -Xmx256m, 128m",
    "512, -Xms64m, -Xmx230m, 128m",
    "256, -Xms64m, -Xmx115m, 64m",
    "128, -Xms57m, -Xmx57m, 32m"
  })
  void aLimitLeavesRoomForTheJvmItself(long mib, String least, String most, String direct)
      throws IOException {
    limit(Long.toString(mib * MIB));
    assertThat(flags())
        .contains(least + "\n" + most + "\n-XX:MaxDirectMemorySize=" + direct + "\n");
  }

  @Test
  void whatIsSaidHolds() throws IOException {
    limit(Long.toString(256 * MIB));
    site.with("STOKER_MEMORY", "-Xmx99m").with("STOKER_DIRECT_MEMORY", "9m");
    assertThat(flags()).contains("-Xmx99m\n-XX:MaxDirectMemorySize=9m\n");
  }
}
