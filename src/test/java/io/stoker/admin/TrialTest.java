package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.Change;
import io.stoker.runtime.Edits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that wait for their confirmation. */
class TrialTest {

  @TempDir Path root;
  private ManagedSite site;
  private Trial trial;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void serve() throws Exception {
    site = new ManagedSite(root).configure("Include conf/extra.conf\n");
    site.write("conf/extra.conf", "Timeout 1\n").serve();
    site.plane().reloader().keepHistory(null);
    trial = new Trial(site.plane().reloader(), () -> now, Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private Change apply(String text) throws Exception {
    Edits edits =
        new Edits(Map.of(root.resolve("conf/extra.conf").toString(), text), List.of(), "UTF-8");
    return trial.apply(edits, 0, "ann");
  }

  @Test
  void whatNobodyConfirmsGoesBack() throws Exception {
    assertThat(apply("Timeout 2\n").outcome()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(trial.pending()).isNotNull();
    now = now.plusSeconds(59);
    assertThat(trial.tick()).isNull();
    now = now.plusSeconds(1);
    Change back = trial.tick();
    assertThat(back).isNotNull();
    assertThat(back.outcome()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
    assertThat(trial.tick()).isNull();
  }

  @Test
  void whatIsConfirmedStays() throws Exception {
    apply("Timeout 2\n");
    trial.confirm();
    now = now.plusSeconds(61);
    assertThat(trial.tick()).isNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 2\n");
  }

  @Test
  void whatIsRefusedIsNotOnTrial() throws Exception {
    assertThat(apply("Timeout\n").outcome()).isEqualTo(Change.Outcome.INVALID);
    assertThat(trial.pending()).isNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
  }

  @Test
  void itCanBeTakenBackAtOnce() throws Exception {
    assertThat(trial.revert("ann")).isNull();
    apply("Timeout 2\n");
    Change back = trial.revert("ann");
    assertThat(back).isNotNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
  }
}
