package io.stoker.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers that take turns with the test's thread, which plays the event loop: only one of them runs
 * at any time, so that a test with blocking code in it gives the same result every time.
 */
final class Turns implements Executor {

  private final Queue<Worker> fresh = new ArrayDeque<>();
  private final List<Worker> parked = new ArrayList<>();
  private @Nullable Worker running;

  private static final class Worker {
    final Semaphore go = new Semaphore(0);
    final Semaphore back = new Semaphore(0);
    final Runnable work;
    BooleanSupplier until = () -> true;
    boolean done;
    boolean started;

    Worker(Runnable work) {
      this.work = work;
    }
  }

  /** Takes work; it runs in {@link #runOne}. */
  @Override
  public void execute(Runnable work) {
    fresh.add(new Worker(work));
  }

  /** Lets one worker run until it ends or waits; false when none can. */
  boolean runOne() {
    Worker next = fresh.poll();
    if (next == null) {
      next = parked.stream().filter(w -> w.until.getAsBoolean()).findFirst().orElse(null);
      if (next == null) {
        return false;
      }
      parked.remove(next);
    }
    turn(next);
    return true;
  }

  private void turn(Worker worker) {
    Worker before = running;
    running = worker;
    if (worker.started) {
      worker.go.release();
    } else {
      worker.started = true;
      Thread.ofVirtual().start(() -> run(worker));
    }
    worker.back.acquireUninterruptibly();
    running = before;
    if (!worker.done) {
      parked.add(worker);
    }
  }

  private static void run(Worker worker) {
    try {
      worker.work.run();
    } finally {
      worker.done = true;
      worker.back.release();
    }
  }

  /** A gate whose waiting ends the worker's turn. */
  Gate gate() {
    return new Gate() {
      @Override
      void await(BooleanSupplier check) {
        Worker me = running;
        while (!check.getAsBoolean()) {
          if (me == null) {
            throw new IllegalStateException("nobody but a worker may wait");
          }
          me.until = check;
          me.back.release();
          me.go.acquireUninterruptibly();
        }
      }
    };
  }
}
