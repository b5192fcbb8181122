package io.stoker.logging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one of many through per interval, with the number of those that were held back. */
final class RateLimit {

  private final long intervalNanos;
  private final LongSupplier clock;
  private final AtomicLong next;
  private final AtomicLong count = new AtomicLong();

  RateLimit(long intervalNanos, LongSupplier clock) {
    this.intervalNanos = intervalNanos;
    this.clock = clock;
    this.next = new AtomicLong(clock.getAsLong());
  }

  /** How many came since the last that passed, this one included; 0 when this one must wait. */
  long pass() {
    count.incrementAndGet();
    long now = clock.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + intervalNanos) ? count.getAndSet(0) : 0;
  }

  /** How many were held back and not told of yet; they count as told now. */
  long take() {
    return count.getAndSet(0);
  }

  /** Counts without passing. */
  void add(long many) {
    count.addAndGet(many);
  }
}
