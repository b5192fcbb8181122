package io.stoker.logging;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A wait that another thread can end. */
interface Pause {

  /**
   * Waits for so long, or until {@link #end} was called since the last wait.
   *
   * @return whether it was
   */
  boolean await(long nanos);

  void end();

  /** One that waits in fact; one thread at a time may. */
  static Pause parking() {
    return new Pause() {
      private volatile @Nullable Thread waiter;
      private volatile boolean ended;

      @Override
      public boolean await(long nanos) {
        long deadline = System.nanoTime() + nanos;
        waiter = Thread.currentThread();
        for (long left = nanos; left > 0 && !ended; left = deadline - System.nanoTime()) {
          LockSupport.parkNanos(this, left);
        }
        waiter = null;
        boolean early = ended;
        ended = false;
        return early;
      }

      @Override
      public void end() {
        ended = true;
        LockSupport.unpark(waiter);
      }
    };
  }
}
