package io.stoker.logging;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the lines of a log that had to be dropped, and tells of them once a second at most. */
final class DroppedLines {

  private final String name;
  private final AsyncLog.Setup setup;
  private final RateLimit limit;
  private final LongAdder all = new LongAdder();
  private final AtomicLong toTell = new AtomicLong();
  private final LogThreads.Task report = new LogThreads.Task(this::report);

  DroppedLines(String name, AsyncLog.Setup setup) {
    this.name = name;
    this.setup = setup;
    this.limit = new RateLimit(TimeUnit.SECONDS.toNanos(1), setup.nanoClock());
  }

  /** One more. Another thread tells, since this one may be an event loop. */
  void count() {
    all.increment();
    tellLater(limit.pass());
  }

  /** So many more, of which nothing is said yet. */
  void add(long lines) {
    all.add(lines);
    limit.add(lines);
  }

  /** Has told whatever was not told yet. */
  void tellRestLater() {
    tellLater(limit.take());
  }

  private void tellLater(long lines) {
    if (lines > 0) {
      toTell.addAndGet(lines);
      setup.threads().start(report);
    }
  }

  /** Tells it now. */
  void tellRest() {
    toTell.addAndGet(limit.take());
    report();
  }

  /** All that were ever dropped. */
  long all() {
    return all.sum();
  }

  private void report() {
    long lines = toTell.getAndSet(0);
    if (lines > 0) {
      setup.complaints().say(null, AsyncLog.DROPPED, name, lines);
    }
  }
}
