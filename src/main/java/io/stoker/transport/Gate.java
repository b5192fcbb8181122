package io.stoker.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a worker waits for its connection's event loop. Timeouts are the loop's business. */
class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Changes what checks look at, and lets those who wait look again. */
  void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes a change that happens once: true for the caller who makes it. */
  boolean once(BooleanSupplier isDone, Runnable change) {
    lock.lock();
    try {
      if (isDone.getAsBoolean()) {
        return false;
      }
      change(change);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What {@code look} sees between changes. */
  <T extends @Nullable Object> T get(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@code check} passes; it is asked under the same lock as changes are made.
   *
   * @throws InterruptedException when the worker is to stop
   */
  void await(BooleanSupplier check) throws InterruptedException {
    lock.lock();
    try {
      while (!check.getAsBoolean()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
