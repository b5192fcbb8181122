package io.stoker.modules.mod_cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.ProgramLimits;
import io.stoker.api.SystemError;
import io.stoker.files.ByteNames;
import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How programs are started. */
class ScriptCommandIT {

  @TempDir Path dir;

  private String script(String name, String content) throws IOException {
    Path file = Files.writeString(dir.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return ByteNames.fromPath(file);
  }

  private String run(List<String> words, Map<String, String> environment, ProgramLimits limits)
      throws IOException {
    Process process =
        new ScriptCommand(words, ByteNames.fromPath(dir) + "/", environment, limits).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private String run(List<String> words, Map<String, String> environment) throws IOException {
    return run(words, environment, ProgramLimits.UNSET);
  }

  @Test
  void wordsDirectoryAndEnvironment() throws Exception {
    String file = script("a.cgi", "#!/bin/sh\nprintf '%s|' \"$0\" \"$@\" \"$(pwd)\" \"$X\"\n");
    assertThat(run(List.of(file, "a b", "c'd", "", "\\"), Map.of("X", "y z")))
        .isEqualTo(file + "|a b|c'd||\\|" + ByteNames.fromPath(dir) + "|y z|");
  }

  @Test
  void everyOctetArrives() throws Exception {
    StringBuilder octets = new StringBuilder("'\"$`\\");
    for (char c = 1; c <= 0xff; c++) {
      octets.append(c);
    }
    String value = octets + "\n\n";
    String file = script("a.cgi", "#!/bin/sh\nprintf '%s|' \"$1\" \"$X\" \"$d$w0$w1\"\n");
    assertThat(run(List.of(file, value), Map.of("X", value))).isEqualTo(value + "|" + value + "||");
  }

  @Test
  void theEnvironmentIsNothingBut() throws Exception {
    Path env = Peers.require("env");
    assertThat(run(List.of(env.toString()), Map.of("X", "y"))).isEqualTo("X=y\n");
    assertThat(run(List.of(env.toString()), Map.of("X", "\u00ff"))).isEqualTo("X=\u00ff\n");
  }

  @Test
  void limits() throws Exception {
    Peers.require("prlimit");
    String file = script("a.cgi", "#!/bin/sh\nulimit -S -t; ulimit -H -t; ulimit -S -v\n");
    ProgramLimits limits =
        ProgramLimits.UNSET
            .withCpu(ProgramLimits.Limit.read("20", "30"))
            .withMemory(ProgramLimits.Limit.read("1073741824", null));
    assertThat(run(List.of(file), Map.of(), limits)).isEqualTo("20\n30\n1048576\n");
  }

  @Test
  void whatTheSystemRefuses() throws Exception {
    String bare = script("bare", "echo hello\n");
    assertThatThrownBy(() -> run(List.of(bare), Map.of()))
        .isInstanceOf(SystemError.class)
        .hasMessage("(8)Exec format error");
    String foreign = script("foreign", "#!/no/such/interpreter\n");
    assertThatThrownBy(() -> run(List.of(foreign), Map.of())).isInstanceOf(IOException.class);
  }
}
