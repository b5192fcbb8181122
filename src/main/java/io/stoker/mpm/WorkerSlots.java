package io.stoker.mpm;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The workers that MaxRequestWorkers allows: work runs at once while a slot is free, else it waits
 * its turn, first come first served. Handing work over never blocks.
 */
public final class WorkerSlots {

  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int limit;
  private int busy;

  /**
   * Slots for work.
   *
   * @param limit MaxRequestWorkers, at least 1
   * @param threads gives each piece of work a thread of its own
   * @throws IllegalArgumentException for a limit below 1
   */
  public WorkerSlots(int limit, Executor threads) {
    this.limit = checked(limit);
    this.threads = threads;
  }

  /** Slots whose workers are virtual threads named {@code worker-N}. */
  public static WorkerSlots ofVirtualThreads(int limit) {
    var factory = Thread.ofVirtual().name("worker-", 0).factory();
    return new WorkerSlots(limit, work -> factory.newThread(work).start());
  }

  private static int checked(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("worker slots: " + limit + " (expected: 1 or more)");
    }
    return limit;
  }

  /** Runs {@code work} in a slot, now or when one becomes free. */
  public void execute(Runnable work) {
    lock.lock();
    try {
      if (busy >= limit) {
        waiting.add(work);
        return;
      }
      busy++;
    } finally {
      lock.unlock();
    }
    start(work);
  }

  private void start(Runnable work) {
    try {
      threads.execute(() -> runAndFree(work));
    } catch (RuntimeException | Error e) {
      free();
      throw e;
    }
  }

  private void runAndFree(Runnable work) {
    try {
      work.run();
    } finally {
      free();
    }
  }

  /** Gives one slot back, or on to who waits. */
  private void free() {
    @Nullable Runnable next = null;
    lock.lock();
    try {
      if (busy <= limit) {
        next = waiting.poll();
      }
      if (next == null) {
        busy--;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      start(next);
    }
  }

  /**
   * Changes the number of slots. More of them take waiting work at once; fewer let work that runs
   * come to its end.
   */
  public void resize(int newLimit) {
    lock.lock();
    try {
      limit = checked(newLimit);
    } finally {
      lock.unlock();
    }
    for (Runnable work = admit(); work != null; work = admit()) {
      start(work);
    }
  }

  private @Nullable Runnable admit() {
    lock.lock();
    try {
      Runnable next = busy < limit ? waiting.poll() : null;
      if (next != null) {
        busy++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** How many there are. */
  public int limit() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }

  /** How many are taken; above {@link #limit} for a while after it was lowered. */
  public int busy() {
    lock.lock();
    try {
      return busy;
    } finally {
      lock.unlock();
    }
  }

  /** How much work waits for a slot. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
