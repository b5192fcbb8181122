package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A build of Stoker: target/stoker-….tar.gz, or a folder that one was unpacked to. */
final class Distribution {

  private Distribution() {}

  /** The newest archive of a folder, or null. */
  static Path newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("stoker-.*\\.tar\\.gz"))
          .max(Comparator.comparing(f -> f.toFile().lastModified()))
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** The folder to start it from: the given one, or the archive unpacked below {@code into}. */
  static Path unpacked(Path given, Path into) throws IOException, InterruptedException {
    if (given == null || Files.isDirectory(given)) {
      return given == null ? null : given.toAbsolutePath();
    }
    Files.createDirectories(into);
    Process tar =
        new ProcessBuilder("tar", "-xzf", given.toString(), "-C", into.toString(), "--strip-components=1")
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("cannot unpack " + given);
    }
    return into;
  }
}
