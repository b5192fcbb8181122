package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final MockTicker clock = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();
  private int fired;
  private final Deadline deadline = new Deadline(channel.eventLoop(), () -> fired++);

  private void pass(long seconds) {
    clock.advance(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void in(long seconds) {
    deadline.in(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void firesOnceWhenItHasPassed() {
    in(5);
    pass(4);
    assertThat(fired).isZero();
    assertThat(deadline.isSet()).isTrue();
    pass(1);
    assertThat(fired).isEqualTo(1);
    assertThat(deadline.isSet()).isFalse();
    pass(100);
    assertThat(fired).isEqualTo(1);
  }

  @Test
  void movesLater() {
    in(5);
    pass(3);
    in(60);
    pass(59);
    assertThat(fired).isZero();
    pass(1);
    assertThat(fired).isEqualTo(1);
  }

  @Test
  void movesEarlier() {
    in(60);
    in(5);
    pass(5);
    assertThat(fired).isEqualTo(1);
  }

  @Test
  void canBeUnsetAndSetAgain() {
    in(5);
    deadline.clear();
    pass(10);
    assertThat(fired).isZero();
    in(5);
    pass(5);
    assertThat(fired).isEqualTo(1);
  }

  @Test
  void aThousandRequestsScheduleNoMoreThanTheirTimeNeeds() {
    in(60);
    for (int i = 0; i < 1000; i++) {
      in(5);
      deadline.clear();
      in(60);
    }
    // One task waits; a second one would be the next after it.
    in(5);
    assertThat(fired).isZero();
    pass(5);
    assertThat(fired).isEqualTo(1);
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
  }

  /** A client who was nearly out of time once has the same timer ever after. */
  @Test
  void aShortTimeDoesNotMakeALongOneWakeUpAllTheTime() {
    deadline.in(TimeUnit.MILLISECONDS.toNanos(2));
    clock.advance(1, TimeUnit.MILLISECONDS);
    in(60);
    int wakes = 0;
    long nap = channel.runScheduledPendingTasks();
    for (; nap >= 0; wakes++) {
      clock.advance(nap, TimeUnit.NANOSECONDS);
      nap = channel.runScheduledPendingTasks();
    }
    assertThat(fired).isEqualTo(1);
    assertThat(wakes).isEqualTo(61);
  }

  @Test
  void aShortTimeIsKeptToTheNanosecond() {
    deadline.in(3);
    clock.advance(2, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    assertThat(fired).isZero();
    clock.advance(1, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    assertThat(fired).isEqualTo(1);
  }

  @Test
  void cancelledLeavesNothingBehind() {
    in(5);
    deadline.cancel();
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
  }
}
