package io.stoker.mpm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * MaxRequestWorkers over all children: while retired ones finish, there are more slots than may be
 * in use. Takes no lock; whoever finds none left can wait in line.
 */
final class Permits {

  private final AtomicInteger used = new AtomicInteger();
  private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
  private volatile int limit;

  Permits(int limit) {
    this.limit = limit;
  }

  boolean tryTake() {
    int now = used.get();
    while (now < limit) {
      if (used.compareAndSet(now, now + 1)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  void give() {
    used.decrementAndGet();
    callWaiting();
  }

  /** Calls those in line as long as there is something for them. */
  private void callWaiting() {
    while (isAvailable()) {
      Runnable next = line.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  /**
   * Has {@code again} run when a permit is given back. The caller must look at {@link #isAvailable}
   * once more after this: it may just have been given back.
   */
  void await(Runnable again) {
    line.add(again);
  }

  boolean isAvailable() {
    return used.get() < limit;
  }

  /** How many may still be taken. */
  int left() {
    return Math.max(0, limit - used.get());
  }

  int used() {
    return used.get();
  }

  /** Another limit; what is in use above it is let come to its end. */
  void limit(int value) {
    limit = value;
    callWaiting();
  }
}
