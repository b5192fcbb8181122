package io.stoker.testing;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Other people's programs that a test needs: a real Apache httpd, a browser, a container engine.
 *
 * <p>Where one is missing, the test is skipped and says so on standard error. With {@code
 * STOKER_REQUIRE_PEERS=true} in the environment, as in continuous integration, it fails instead: a
 * skipped comparison is not a passed one.
 */
public final class Peers {

  /** The environment variable that turns skipping into failing. */
  public static final String REQUIRE = "STOKER_REQUIRE_PEERS";

  /** Where servers are, which the PATH of an ordinary user leaves out. */
  private static final List<String> ALSO = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

  private static final Peers MACHINE = new Peers(System.getenv(), System.err);

  private final boolean required;
  private final List<Path> path;
  private final PrintStream loud;

  Peers(Map<String, String> environment, PrintStream loud) {
    this.required = Boolean.parseBoolean(environment.get(REQUIRE));
    this.path =
        Stream.concat(
                Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)),
                ALSO.stream())
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    this.loud = loud;
  }

  /**
   * Finds a program that has the name of its Debian package, such as {@code apache2}.
   *
   * @see #require(String, String...)
   */
  public static Path require(String program) {
    return MACHINE.find(program, program);
  }

  /**
   * The first that exists of the places where a program may be.
   *
   * @param peer the Debian package that brings it, for the message
   * @param places absolute paths, or names to look up in PATH
   * @return the absolute path of the program
   * @throws TestAbortedException where it is missing, so that JUnit skips the test
   * @throws AssertionFailedError where it is missing and peers are required
   */
  public static Path require(String peer, String... places) {
    return MACHINE.find(peer, places);
  }

  /**
   * Something else that a test needs.
   *
   * @param peer what it is, for the message
   * @param there whether it is there
   * @param how what brings it
   */
  public static void require(String peer, BooleanSupplier there, String how) {
    MACHINE.find(peer, there, how);
  }

  /** Whether a program is there: to choose between cases, never to skip one in silence. */
  public static boolean has(String... places) {
    return MACHINE.locate(places).isPresent();
  }

  Path find(String peer, String... places) {
    return locate(places).orElseThrow(() -> missing(peer, places));
  }

  private Optional<Path> locate(String... places) {
    return Arrays.stream(places).flatMap(this::candidates).findFirst();
  }

  private Stream<Path> candidates(String place) {
    return place.contains("/")
        ? Stream.of(Path.of(place)).filter(Files::exists)
        : path.stream().map(folder -> folder.resolve(place)).filter(Files::isExecutable);
  }

  private RuntimeException missing(String peer, String... places) {
    return missing(
        "missing peer: %s (looked for %s; apt-get install %s)"
            .formatted(peer, String.join(", ", places), peer));
  }

  void find(String peer, BooleanSupplier there, String how) {
    if (!there.getAsBoolean()) {
      throw missing("missing peer: %s (%s)".formatted(peer, how));
    }
  }

  private RuntimeException missing(String message) {
    if (required) {
      throw new AssertionFailedError(message + ", and " + REQUIRE + " is set");
    }
    loud.println("*** SKIPPED *** " + message);
    return new TestAbortedException(message);
  }
}
