package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.PhaseTimes.Part;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {

  private final AtomicLong now = new AtomicLong(1000);
  private final PhaseTimes times = new PhaseTimes(now::get, 990);

  private void after(long nanos, Part next) {
    now.addAndGet(nanos);
    times.enter(next);
  }

  @Test
  void allOfTheTimeIsSomewhere() {
    times.enter(Part.WAIT);
    after(5, Part.TRANSLATE);
    after(7, Part.HANDLER);
    after(11, Part.TRANSLATE); // an internal redirect
    after(13, Part.HANDLER);
    now.addAndGet(17);
    times.end();
    now.addAndGet(1_000_000);
    assertThat(times.nanos())
        .isEqualTo(Map.of(Part.READ, 10L, Part.WAIT, 5L, Part.TRANSLATE, 20L, Part.HANDLER, 28L));
  }

  @Test
  void thePartUnderWayIsToldUpToNow() {
    times.enter(Part.WAIT);
    after(5, Part.HANDLER);
    now.addAndGet(3);
    assertThat(times.nanos()).isEqualTo(Map.of(Part.READ, 10L, Part.WAIT, 5L, Part.HANDLER, 3L));
    now.addAndGet(3);
    assertThat(times.nanos()).containsEntry(Part.HANDLER, 6L);
  }

  @Test
  void whatComesBehindTheEndIsNotCounted() {
    times.end();
    now.addAndGet(5);
    times.enter(Part.LOG); // a reply that was given up has no more to tell
    times.end();
    assertThat(times.nanos()).isEqualTo(Map.of(Part.READ, 10L));
  }
}
