package io.stoker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The archive that the build leaves in {@code target/}, unpacked once for all tests of a run. */
public final class Installation {

  private static final Path HOME = unpack();

  private Installation() {}

  /** The folder that holds {@code bin}, {@code conf} and {@code lib}. Not to be written to. */
  public static Path home() {
    return HOME;
  }

  private static Path unpack() {
    String archive =
        System.getProperty("stoker.distribution", "target/stoker-0.1.0-SNAPSHOT.tar.gz");
    try {
      Path folder = Files.createTempDirectory("stoker-it");
      run("chmod", "755", folder.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> run("rm", "-rf", folder.toString())));
      run("tar", "xzf", archive, "-C", folder.toString());
      try (Stream<Path> roots = Files.list(folder)) {
        return roots.findFirst().orElseThrow();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
