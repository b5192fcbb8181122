package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The archive that the build leaves in {@code target/}. */
@Execution(ExecutionMode.CONCURRENT)
class DistributionIT {

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder(
                "tar", "xzf", System.getProperty("stoker.distribution"), "-C", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(said).isZero();
    try (Stream<Path> roots = Files.list(folder)) {
      home = roots.findFirst().orElseThrow();
    }
  }

  @Test
  void hasTheFoldersOfAServer() {
    assertThat(home).isDirectoryContaining("glob:**/conf").isDirectoryContaining("glob:**/lib");
    assertThat(home.resolve("conf/httpd.conf")).hasSameBinaryContentAs(Path.of("conf/httpd.conf"));
    assertThat(home.resolve("conf/mime.types")).exists();
    assertThat(home.resolve("htdocs/samples/.htaccess")).exists();
    assertThat(home.resolve("logs")).isEmptyDirectory();
    assertThat(home.resolve("LICENSE")).exists();
  }

  @Test
  void jarFindsEachLibraryBesideIt() throws IOException {
    Path lib = home.resolve("lib");
    List<String> libraries;
    try (Stream<Path> jars = Files.list(lib)) {
      libraries = jars.map(jar -> jar.getFileName().toString()).toList();
    }
    String own =
        libraries.stream().filter(name -> name.startsWith("stoker-")).findFirst().orElseThrow();
    try (JarFile jar = new JarFile(lib.resolve(own).toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();
      assertThat(main.getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.stoker.boot.StokerApplication");
      assertThat(Arrays.asList(main.getValue(Attributes.Name.CLASS_PATH).split(" ")))
          .isNotEmpty()
          .doesNotContain(own)
          .isSubsetOf(libraries);
    }
  }
}
