package io.stoker.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.ScoreboardView;
import io.stoker.runtime.ColdFigures;
import io.stoker.runtime.LogFigures;
import io.stoker.runtime.PlanFigures;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A recorder beside a clock of its own. */
class RecorderTest {

  private long second = 1_800_000_000L;
  private int busy;
  private long configuration = 1;
  private long generation;
  private long pauses;
  private long started = 3;
  private long requests;
  private double cpu;
  private final Recorder recorder = new Recorder(this::reading, () -> 100);

  private Reading reading() {
    return new Reading(
        Instant.ofEpochSecond(second),
        60,
        busy,
        50,
        2 * busy,
        busy,
        3,
        0,
        75,
        new ScoreboardView.Totals(requests, 10 * requests, 1000 * requests),
        requests / 2,
        new PlanFigures(requests / 4, 0, 0, 0, Map.of()),
        ColdFigures.NONE,
        new LogFigures(0, 0),
        configuration,
        generation,
        started,
        0,
        pauses,
        cpu);
  }

  private void passes() {
    second++;
    recorder.tick();
  }

  @Test
  void tenSecondsAreASample() {
    recorder.tick();
    for (int i = 1; i < 10; i++) {
      busy = i == 5 ? 50 : 2;
      started += i == 7 ? 9 : 0;
      requests += 100;
      cpu += 0.5;
      passes();
    }
    Measures seen = recorder.measures();
    assertThat(seen.samples())
        .containsExactly(new Sample(1_800_000_009L, 50, 100, 2, 3, 9, 900, 225, 450, 0.5, 100));
    assertThat(seen.peaks()).isEqualTo(new Peaks(10, 50, 1, 100, 9, 1, 0.5));
    assertThat(seen.totals().accesses()).isEqualTo(900);
  }

  @Test
  void childrenOfAReloadAreNoBurst() {
    recorder.tick();
    generation++;
    started += 16;
    passes();
    assertThat(recorder.measures().peaks().spawned()).isZero();
    started += 8;
    passes();
    assertThat(recorder.measures().peaks().bursts()).isEqualTo(1);
  }

  @Test
  void peaksAreThoseOfTheConfigurationInForce() {
    recorder.tick();
    busy = 50;
    pauses = 7;
    passes();
    passes();
    assertThat(recorder.measures().peaks().full()).isEqualTo(2);
    assertThat(recorder.measures().pauses()).isEqualTo(7);
    configuration = 2;
    busy = 3;
    passes();
    assertThat(recorder.measures().peaks()).isEqualTo(new Peaks(1, 3, 0, 6, 0, 0, 0));
    assertThat(recorder.measures().pauses()).isZero();
    pauses = 8;
    passes();
    assertThat(recorder.measures().pauses()).isEqualTo(1);
    assertThat(recorder.measures().peaks().seconds()).isEqualTo(2);
  }

  @Test
  void anHourIsKept() {
    for (int i = 0; i < 3_700; i++) {
      passes();
    }
    assertThat(recorder.measures().samples()).hasSize(360);
    assertThat(recorder.measures().peaks().seconds()).isEqualTo(3_700);
  }
}
