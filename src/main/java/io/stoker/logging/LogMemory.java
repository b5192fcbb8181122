package io.stoker.logging;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the lines may take that wait to be written: those of one log, and within that
 * those of all. Taking and giving back is done piece by piece, never line by line.
 */
final class LogMemory {

  /** Where those wait who may. */
  private static final class Waiting {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final AtomicInteger count = new AtomicInteger();
  }

  /** With Overflow.BLOCK there is room for what was under way when waiting began. */
  private static final int RESERVE = 2;

  private final long most;
  private final @Nullable LogMemory all;
  private final Waiting waiting;
  private final AtomicLong used = new AtomicLong();

  private LogMemory(long most, @Nullable LogMemory all, Waiting waiting) {
    this.most = most;
    this.all = all;
    this.waiting = waiting;
  }

  /** For all logs together. */
  static LogMemory ofAll(long bytes) {
    return new LogMemory(bytes, null, new Waiting());
  }

  /** For one log. */
  LogMemory ofOne(long bytes) {
    return new LogMemory(bytes, this, waiting);
  }

  /** Takes memory, or says that there is none left. */
  boolean take(long bytes, Overflow overflow) {
    long limit = overflow == Overflow.BLOCK ? RESERVE * most : most;
    if (used.addAndGet(bytes) <= limit && (all == null || all.take(bytes, overflow))) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void give(long bytes) {
    if (bytes == 0) {
      return;
    }
    for (LogMemory memory = this; memory != null; memory = memory.all) {
      memory.used.addAndGet(-bytes);
    }
    wakeThoseWhoWait();
  }

  /** Whether there is more. */
  boolean hasRoom() {
    return used.get() < most && (all == null || all.hasRoom());
  }

  /** Waits until there is room, the log is closed, or the thread is interrupted. */
  void awaitRoom(BooleanSupplier closed) {
    waiting.lock.lock();
    waiting.count.incrementAndGet();
    try {
      while (!hasRoom() && !closed.getAsBoolean()) {
        waiting.changed.await(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.count.decrementAndGet();
      waiting.lock.unlock();
    }
  }

  /** Has them look again. */
  void wakeThoseWhoWait() {
    if (waiting.count.get() == 0) {
      return;
    }
    waiting.lock.lock();
    try {
      waiting.changed.signalAll();
    } finally {
      waiting.lock.unlock();
    }
  }
}
