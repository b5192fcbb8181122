package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stock configuration is one that Apache httpd takes as well. */
class StockConfigurationIT {

  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  @TempDir Path home;

  @Test
  void apacheHttpdAcceptsIt() throws IOException, InterruptedException {
    Path httpd = Peers.require("apache2");
    Files.createDirectories(home.resolve("conf/extra"));
    Files.createDirectory(home.resolve("logs"));
    Files.createDirectory(home.resolve("htdocs"));
    Files.createSymbolicLink(home.resolve("modules"), MODULES);
    Files.copy(Path.of("conf/mime.types"), home.resolve("conf/mime.types"));
    Files.copy(Path.of("conf/extra/samples.conf"), home.resolve("conf/extra/samples.conf"));
    Files.write(home.resolve("conf/httpd.conf"), withoutStaticModules());

    ProcessBuilder check =
        new ProcessBuilder(httpd.toString(), "-t", "-d", home.toString(), "-f", "conf/httpd.conf")
            .redirectErrorStream(true);
    check.environment().put("STOKER_HOME", home.toString());
    Process process = check.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEqualToIgnoringNewLines("Syntax OK");
  }

  /** Debian links some modules into the program and has no file for them. */
  private static List<String> withoutStaticModules() throws IOException {
    try (Stream<Path> files = Files.list(MODULES)) {
      Set<String> names = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
      return Files.readAllLines(Path.of("conf/httpd.conf")).stream()
          .filter(
              line ->
                  !line.startsWith("LoadModule ")
                      || names.contains(line.substring(line.lastIndexOf('/') + 1)))
          .toList();
    }
  }
}
