package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the history is. */
class StateDirectoryTest {

  private static Path at(String root, String said, Map<String, String> environment) {
    return StateDirectory.history(root, said, environment);
  }

  @Test
  void isBelowServerRootUnlessThatIsTheSystemsConfiguration() {
    assertThat(at("/opt/stoker", null, Map.of())).isEqualTo(Path.of("/opt/stoker/state/history"));
    assertThat(at("/etc/apache2", null, Map.of()))
        .isEqualTo(Path.of("/var/lib/stoker/apache2/history"));
    assertThat(at("/etcetera", null, Map.of())).isEqualTo(Path.of("/etcetera/state/history"));
  }

  @Test
  void isWhereTheAdministratorOrSystemdSays() {
    Map<String, String> systemd = Map.of("STATE_DIRECTORY", "/var/lib/web:/var/lib/other");
    assertThat(at("/etc/apache2", null, systemd)).isEqualTo(Path.of("/var/lib/web/history"));
    Map<String, String> both = Map.of("STATE_DIRECTORY", "/s", "STOKER_HISTORY_DIRECTORY", "kept");
    assertThat(at("/srv", null, both)).isEqualTo(Path.of("/srv/kept"));
    assertThat(at("/srv", "/var/kept", both)).isEqualTo(Path.of("/var/kept"));
    assertThat(StateDirectory.isHistoryWanted(both)).isTrue();
    assertThat(StateDirectory.isHistoryWanted(Map.of("STOKER_HISTORY_ENABLED", "false"))).isFalse();
  }
}
