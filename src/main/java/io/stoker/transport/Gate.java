package io.stoker.transport;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the worker of a request waits for its connection's event loop. The loop never waits: it
 * writes volatile fields and rings. Timeouts are the loop's business.
 */
class Gate {

  private volatile @Nullable Thread waiting;

  /** Something has changed that the worker may wait for. */
  void ring() {
    Thread worker = waiting;
    if (worker != null) {
      LockSupport.unpark(worker);
    }
  }

  /**
   * Waits until {@code check} passes; asked again after each {@link #ring}.
   *
   * @param check reads volatile fields only
   * @throws InterruptedException when the worker is to stop
   */
  void await(BooleanSupplier check) throws InterruptedException {
    waiting = Thread.currentThread();
    try {
      while (!check.getAsBoolean()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.park(this);
      }
    } finally {
      waiting = null;
    }
  }
}
