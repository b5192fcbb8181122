package io.stoker.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection. Moving the deadline writes a number; the timer behind it wakes up
 * now and then, sees that the deadline has moved, and sleeps on. So a request schedules nothing.
 * Used on the event loop only.
 */
final class Deadline {

  private static final long NEVER = Long.MAX_VALUE;

  /** A time that was short once must not have the timer wake up all the time ever after. */
  private static final long SHORTEST_HABIT = TimeUnit.SECONDS.toNanos(1);

  private final EventExecutor loop;
  private final Runnable action;
  private final long start;
  private long due = NEVER;
  private long wakesAt = NEVER;
  private long longestNap = NEVER;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * A deadline that is not set.
   *
   * @param action what to do when it has passed; the deadline is unset then
   */
  Deadline(EventExecutor loop, Runnable action) {
    this.loop = loop;
    this.action = action;
    this.start = loop.ticker().nanoTime();
  }

  /** Nanoseconds since this was made. */
  private long now() {
    return loop.ticker().nanoTime() - start;
  }

  /** Sets the deadline so many nanoseconds from now. */
  void in(long nanos) {
    long now = now();
    due = now + nanos;
    // Naps are as short as the shortest time asked for, so that asking again finds a timer set.
    longestNap = Math.min(longestNap, Math.max(nanos, SHORTEST_HABIT));
    if (wakesAt > due) {
      schedule(now);
    }
  }

  /** Unsets the deadline. */
  void clear() {
    due = NEVER;
  }

  boolean isSet() {
    return due != NEVER;
  }

  /** Unsets it for good. */
  void cancel() {
    clear();
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void schedule(long now) {
    if (timer != null) {
      timer.cancel(false);
    }
    long nap = Math.min(due - now, longestNap);
    wakesAt = now + nap;
    timer = loop.schedule(this::wake, nap, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    timer = null;
    wakesAt = NEVER;
    long now = now();
    if (due == NEVER) {
      return;
    }
    if (due - now > 0) {
      schedule(now);
    } else {
      due = NEVER;
      action.run();
    }
  }
}
