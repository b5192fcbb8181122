package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A build of Stoker, ready to run.
 *
 * @param home the folder that it was unpacked to
 * @param learned the folder of what the JVM learned about it
 */
record Distribution(Path home, Path learned) {

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

  /** The given folder, or archive, which is unpacked; and learned by {@code stokerctl aot}. */
  static Distribution ready(Path given, Path into) throws IOException, InterruptedException {
    if (given == null) {
      return null;
    }
    Path home = given.toAbsolutePath();
    Path learned = Files.createDirectories(into.resolve("learned"));
    if (!Files.isDirectory(given)) {
      home = Files.createDirectories(into.resolve("home"));
      int status =
          run(into, "tar", "-xzf", given.toString(), "-C", home.toString(), "--strip-components=1");
      if (status != 0) {
        throw new IOException("cannot unpack " + given);
      }
    }
    if (run(learned, home.resolve("bin/stokerctl").toString(), "aot") != 0) {
      System.err.println("*** " + given + " starts without an AOT cache: stokerctl aot failed");
    }
    return new Distribution(home, learned);
  }

  private static int run(Path learned, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("STOKER_AOT", learned.toString());
    return builder.start().waitFor();
  }
}
