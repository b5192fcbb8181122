package io.stoker.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Programs that tests compare Stoker with, such as Apache httpd.
 *
 * <p>A test that needs one that is not installed is skipped, except when the system property {@code
 * stoker.peers} is {@code required} (as in CI): then it fails.
 */
public final class Peers {
  private static final List<String> PLACES =
      List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/sbin", "/bin");

  private Peers() {}

  /**
   * Finds a program.
   *
   * @param program its file name, such as {@code apache2}
   * @return its path
   * @throws TestAbortedException when it is not installed
   */
  public static Path require(String program) {
    String path = System.getenv("PATH");
    Stream<String> onPath = path == null ? Stream.empty() : Stream.of(path.split(":"));
    return Stream.concat(PLACES.stream(), onPath)
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing(program));
  }

  private static RuntimeException missing(String program) {
    String message = program + " is not installed";
    return "required".equals(System.getProperty("stoker.peers"))
        ? new IllegalStateException(message)
        : new TestAbortedException(message);
  }
}
