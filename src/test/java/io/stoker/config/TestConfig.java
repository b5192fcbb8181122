package io.stoker.config;

import io.stoker.api.HttpdModule;
import io.stoker.files.ByteNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads a configuration that a test has in a string.
 *
 * <pre>{@code
 * Snapshot s = TestConfig.load(tempDir, List.of(new ModMime()), "AddType text/x .x").orThrow();
 * }</pre>
 */
public final class TestConfig {

  private TestConfig() {}

  /** With these modules, all that are not static loaded by LoadModule lines before the text. */
  public static LoadResult load(Path root, List<? extends HttpdModule> modules, String text) {
    return ConfigLoader.load(request(root, modules, text));
  }

  /** The request that {@link #load} makes, to change before loading. */
  public static LoadRequest request(Path root, List<? extends HttpdModule> modules, String text) {
    Path file = root.resolve("httpd.conf");
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> loads =
        modules.stream()
            .filter(m -> !m.isStatic())
            .filter(m -> !m.identifier().startsWith("mpm_"))
            .map(m -> "LoadModule " + m.identifier() + " built/in")
            .toList();
    List<? extends HttpdModule> noMpm =
        modules.stream().filter(m -> !m.identifier().startsWith("mpm_")).toList();
    return LoadRequest.of(ByteNames.fromPath(root), "httpd.conf")
        .withModules(noMpm)
        .withBefore(loads)
        .withEnvironment(Map.of())
        .withoutListen();
  }
}
