package io.stoker.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PeersTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void findsAProgramByItsPath() throws IOException {
    Path program = Files.createFile(folder.resolve("program"));
    assertThat(peers(Map.of()).find("package", "/nowhere", program.toString())).isEqualTo(program);
  }

  @Test
  void findsAProgramInPath() throws IOException {
    Path program = Files.createFile(folder.resolve("program"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(peers(Map.of("PATH", "/nowhere:" + folder)).find("package", "program"))
        .isEqualTo(program);
  }

  @Test
  void missingPeerSkipsAndSaysSo() {
    assertThatThrownBy(() -> peers(Map.of()).find("apache2", "/nowhere/apache2"))
        .isInstanceOf(TestAbortedException.class);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("*** SKIPPED *** missing peer: apache2", "/nowhere/apache2");
  }

  @Test
  void missingPeerFailsWherePeersAreRequired() {
    assertThatThrownBy(() -> peers(Map.of(Peers.REQUIRE, "true")).find("apache2", "/nowhere"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("apt-get install apache2");
  }

  @Test
  void somethingElseIsSkippedOrRequiredInTheSameWay() {
    peers(Map.of()).find("an engine", () -> true, "start it");
    assertThatThrownBy(() -> peers(Map.of()).find("an engine", () -> false, "start it"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("missing peer: an engine (start it)");
    assertThatThrownBy(
            () -> peers(Map.of(Peers.REQUIRE, "true")).find("an engine", () -> false, "start it"))
        .isInstanceOf(AssertionFailedError.class);
  }

  private Peers peers(Map<String, String> environment) {
    return new Peers(environment, new PrintStream(said, true, StandardCharsets.UTF_8));
  }
}
