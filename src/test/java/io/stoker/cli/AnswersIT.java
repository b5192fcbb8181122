package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/stoker} answers without a JVM: the only java that it could find fails. */
class AnswersIT {

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void withoutJava() throws IOException {
    Path java = folder.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho a JVM was started >&2\nexit 99\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    site =
        new Installed(folder)
            .with("STOKER_JAVA", java.toString())
            .with("JAVA_HOME", "/nonexistent")
            .with("PATH", folder + ":/usr/bin:/bin");
  }

  private Installed.Result answer(String flag) {
    return site.run(List.of(Installation.home() + "/bin/stoker", flag));
  }

  @ParameterizedTest
  @CsvSource({
    "-v, Server version: Stoker/",
    "-V, Server's Module Magic Number: ",
    "-l, Compiled in modules:"
  })
  void goToStandardOutput(String flag, String begin) {
    Installed.Result result = answer(flag);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains(begin);
  }

  @Test
  void usageGoesToStandardErrorAndIsAnError() {
    for (String flag : List.of("-h", "-?")) {
      Installed.Result result = answer(flag);
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("Usage: stoker [-D name]").doesNotContain("JVM");
    }
  }

  @Test
  void settingsNameTheFolderAsToolsReadIt() {
    assertThat(answer("-V").out())
        .contains(" -D HTTPD_ROOT=\"" + Installation.home() + "\"\n")
        .contains(" -D SERVER_CONFIG_FILE=\"conf/httpd.conf\"\n");
  }

  @Test
  void everythingElseStartsJava() {
    assertThat(answer("-t").status()).isEqualTo(99);
  }
}
