package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.LogLevel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpdOptionsTest {

  private static HttpdOptions parse(String... words) throws HttpdOptions.BadUsage {
    return HttpdOptions.parse(List.of(words));
  }

  @Test
  void argumentsMayStandInTheSameWordOrTheNext() throws Exception {
    HttpdOptions o =
        parse(
            "-DFOREGROUND", "-D", "X", "-f", "a.conf", "-d/srv", "-C", "Listen 80", "-c", "User x");
    assertThat(o.defines()).containsExactly("FOREGROUND", "X");
    assertThat(o.file()).isEqualTo("a.conf");
    assertThat(o.serverRoot()).isEqualTo("/srv");
    assertThat(o.before()).containsExactly("Listen 80");
    assertThat(o.after()).containsExactly("User x");
    assertThat(o.action()).isEqualTo(HttpdOptions.Action.SERVE);
    assertThat(o.isForeground()).isTrue();
  }

  @Test
  void flagsMayShareADash() throws Exception {
    HttpdOptions o = parse("-tTe", "debug");
    assertThat(o.action()).isEqualTo(HttpdOptions.Action.CHECK);
    assertThat(o.checkDocumentRoots()).isFalse();
    assertThat(o.level()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void synonymsOfReports() throws Exception {
    assertThat(parse("-S").defines()).containsExactly("DUMP_VHOSTS", "DUMP_RUN_CFG");
    assertThat(parse("-M").defines()).containsExactly("DUMP_MODULES");
    assertThat(parse("-DDUMP_INCLUDES").action()).isEqualTo(HttpdOptions.Action.CHECK);
    assertThat(parse("-DDUMP_CONFIG").action()).isEqualTo(HttpdOptions.Action.SERVE);
  }

  @Test
  void signals() throws Exception {
    assertThat(parse("-k", "graceful-stop").signal()).isEqualTo(HttpdOptions.Signal.GRACEFUL_STOP);
    assertThat(parse("-kstop").signal()).isEqualTo(HttpdOptions.Signal.STOP);
  }

  @ParameterizedTest
  @CsvSource({
    "-Q, illegal option -- Q",
    "-tQ, illegal option -- Q",
    "-D, option requires an argument -- D",
    "-kfoo, illegal option -- k"
  })
  void wrongFlagsAreToldInGetoptsWords(String word, String message) {
    assertThatThrownBy(() -> parse(word))
        .isInstanceOf(HttpdOptions.BadUsage.class)
        .hasMessage(message);
  }

  @Test
  void wordsThatAreNoFlagsAndUnknownLevelsGetTheUsageTextAlone() {
    assertThatThrownBy(() -> parse("extra"))
        .isInstanceOf(HttpdOptions.BadUsage.class)
        .hasMessage("");
    assertThatThrownBy(() -> parse("-e", "foo"))
        .isInstanceOf(HttpdOptions.BadUsage.class)
        .hasMessage("");
  }
}
