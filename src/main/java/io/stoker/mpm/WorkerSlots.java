package io.stoker.mpm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The workers that MaxRequestWorkers allows: work runs at once while a slot is free, else it waits
 * its turn, first come first served. Handing work over takes no lock, so event loops may do it.
 */
public final class WorkerSlots {

  private final Executor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile int limit;

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
    waiting.add(work);
    startWaiting();
  }

  /** Whoever adds work or frees a slot looks here after that, so that neither waits for ever. */
  private void startWaiting() {
    while (!waiting.isEmpty() && takeSlot()) {
      Runnable next = waiting.poll();
      if (next == null) {
        busy.decrementAndGet(); // somebody else took it; look again
      } else {
        start(next);
      }
    }
  }

  private boolean takeSlot() {
    int now = busy.get();
    while (now < limit) {
      if (busy.compareAndSet(now, now + 1)) {
        return true;
      }
      now = busy.get();
    }
    return false;
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

  private void free() {
    busy.decrementAndGet();
    startWaiting();
  }

  /**
   * Changes the number of slots. More of them take waiting work at once; fewer let work that runs
   * come to its end.
   */
  public void resize(int newLimit) {
    limit = checked(newLimit);
    startWaiting();
  }

  /** How many there are. */
  public int limit() {
    return limit;
  }

  /** How many are taken; above {@link #limit} for a while after it was lowered. */
  public int busy() {
    return busy.get();
  }

  /** How much work waits for a slot. */
  public int waiting() {
    return waiting.size();
  }
}
