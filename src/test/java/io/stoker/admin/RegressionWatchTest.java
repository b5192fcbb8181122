package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.mpm.HostTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a change has made things worse, told by counts that the test makes up. */
class RegressionWatchTest {

  private static final int HALF_A_MILLISECOND = 3;
  private static final int FIFTY_MILLISECONDS = 9;

  private static final ConsoleProperties.Regression SETTINGS =
      new ConsoleProperties.Regression(
          true, Duration.ofSeconds(60), 50, 0.02, 2, Duration.ofMillis(20));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long requests;
  private long errors;
  private final long[] buckets = new long[HostTraffic.bounds().length];
  private final RegressionWatch watch = new RegressionWatch(this::measure, SETTINGS);

  private Measure measure() {
    List<Long> copy = new ArrayList<>();
    for (long count : buckets) {
      copy.add(count);
    }
    return new Measure(now, requests, errors, copy);
  }

  /** A second passes. */
  private void second(int answered, int failed, int bucket) {
    requests += answered;
    errors += failed;
    buckets[bucket] += answered;
    now = now.plusSeconds(1);
    watch.look();
  }

  private RegressionWatch.Mark after(int seconds, int answered, int failed) {
    for (int i = 0; i < seconds; i++) {
      second(answered, failed, HALF_A_MILLISECOND);
    }
    return watch.mark();
  }

  @Test
  void moreFailuresAreARegression() {
    RegressionWatch.Mark mark = after(10, 100, 1);
    assertThat(mark.before().requests()).isEqualTo(900); // since the first look
    assertThat(mark.before().errorShare()).isEqualTo(0.01);
    second(40, 40, HALF_A_MILLISECOND);
    assertThat(watch.compare(mark).reason()).as("too few requests to tell").isNull();
    second(60, 0, HALF_A_MILLISECOND);
    assertThat(watch.compare(mark).reason())
        .isEqualTo("replies with 5xx went from 1.0 % (9 of 900) to 40.0 % (40 of 100)");
  }

  @Test
  void asManyFailuresAsBeforeAreNone() {
    RegressionWatch.Mark mark = after(10, 100, 10);
    second(100, 11, HALF_A_MILLISECOND);
    assertThat(watch.compare(mark).reason()).isNull();
    assertThat(watch.compare(mark).after().errors()).isEqualTo(11);
  }

  @Test
  void aHandfulIsNoOutage() {
    RegressionWatch.Mark mark = after(10, 100, 0);
    second(50, 4, HALF_A_MILLISECOND);
    assertThat(watch.compare(mark).reason()).isNull();
    second(1, 1, HALF_A_MILLISECOND);
    assertThat(watch.compare(mark).reason()).startsWith("replies with 5xx went from 0.0 %");
  }

  @Test
  void slowerRequestsAreARegression() {
    RegressionWatch.Mark mark = after(10, 100, 0);
    assertThat(mark.before().millis()).isBetween(0.25, 0.5);
    second(100, 0, FIFTY_MILLISECONDS);
    assertThat(watch.compare(mark).reason())
        .isEqualTo("95 of 100 requests took up to 0.5 ms before and take 48.8 ms now");
  }

  @Test
  void oneSlowDownloadIsNot() {
    RegressionWatch.Mark mark = after(10, 100, 0);
    second(96, 0, HALF_A_MILLISECOND);
    second(4, 0, buckets.length - 1);
    assertThat(watch.compare(mark).reason()).isNull();
  }

  @Test
  void slowerThanAlmostNothingIsNotSlow() {
    RegressionWatch.Mark mark = after(10, 100, 0);
    second(100, 0, HALF_A_MILLISECOND + 4); // ten times as long, and still less than the margin
    assertThat(watch.compare(mark).reason()).isNull();
  }

  @Test
  void withoutRequestsBeforeTimeIsNotCompared() {
    RegressionWatch.Mark mark = watch.mark();
    second(100, 0, FIFTY_MILLISECONDS);
    assertThat(watch.compare(mark).reason()).isNull();
    second(100, 10, FIFTY_MILLISECONDS);
    assertThat(watch.compare(mark).reason())
        .isEqualTo("replies with 5xx went from 0.0 % (0 of 0) to 5.0 % (10 of 200)");
  }

  @Test
  void onlyTheWindowCounts() {
    after(100, 10, 5);
    RegressionWatch.Mark mark = after(60, 10, 0);
    assertThat(mark.before().requests()).isEqualTo(600);
    assertThat(mark.before().errors()).isZero();
  }

  @Test
  void theTimeOfWhatWasTakenBackIsForgotten() {
    after(10, 10, 10);
    watch.forget();
    RegressionWatch.Mark mark = after(5, 10, 0);
    assertThat(mark.before().errors()).isZero();
  }

  @Test
  void itCanBeTurnedOff() {
    RegressionWatch off =
        new RegressionWatch(
            this::measure,
            new ConsoleProperties.Regression(
                false, Duration.ofSeconds(60), 50, 0.02, 2, Duration.ofMillis(20)));
    RegressionWatch.Mark mark = off.mark();
    second(100, 100, HALF_A_MILLISECOND);
    assertThat(off.compare(mark).reason()).isNull();
    assertThat(off.compare(mark).after().errors()).isEqualTo(100);
  }
}
