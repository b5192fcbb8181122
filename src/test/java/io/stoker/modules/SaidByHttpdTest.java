package io.stoker.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.stoker.testing.Directives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Accepted and refused arguments of the directives of core, http_core, the MPMs, mod_unixd and
 * mod_watchdog: what a real httpd said of them, and what is said here.
 */
@Execution(ExecutionMode.CONCURRENT)
class SaidByHttpdTest {

  /** Begins a third line: what Stoker says on purpose. */
  private static final String DIFFERS = "Stoker: ";

  @TempDir static Path root;

  static Stream<Arguments> lines() throws IOException {
    Stream.Builder<Arguments> all = Stream.builder();
    for (String mpm : new String[] {"event", "worker", "prefork"}) {
      for (String entry : read("said-by-httpd-" + mpm + ".txt").split("\n\n")) {
        String[] parts = entry.strip().split("\n");
        if (!entry.startsWith("#")) {
          String differs = parts.length > 2 ? parts[2].substring(DIFFERS.length()) : parts[1];
          all.add(arguments(mpm, parts[0], differs));
        }
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Execution(ExecutionMode.SAME_THREAD)
  @MethodSource("lines")
  void saysTheSame(String mpm, String config, String expected) throws IOException {
    Files.createDirectories(root.resolve("www"));
    String said =
        Directives.in(root)
            .loading("mpm_" + mpm)
            .after("Listen 127.0.0.1:18990")
            .say(config.replace(" // ", "\n"))
            .replace("AH00526: Syntax error on line", "AH00526 line")
            .replaceAll("((takes|requires) [a-z0-9 -]+ arguments?,).*", "$1")
            .replace("\n", " // ")
            .strip();

    assertThat(said.isEmpty() ? "OK" : said).isEqualTo(expected);
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(SaidByHttpdTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
