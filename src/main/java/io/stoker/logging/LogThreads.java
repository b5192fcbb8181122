package io.stoker.logging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that write logs: one for each log that has something to write at the moment, kept for
 * a minute. They are threads of the system because a stalled disk holds them.
 *
 * <p>An event loop must not start a thread or wait for a lock, so {@link #start} only says what is
 * to be run; a thread that does nothing else hands it to one of the others.
 */
final class LogThreads {

  /** Something to be run by a thread of its own. While it waits for that, it is there once. */
  static final class Task {
    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();
    private @Nullable Task next;

    Task(Runnable work) {
      this.work = work;
    }

    /** Runs it; from now on it can be asked for again. */
    void run() {
      asked.set(false);
      work.run();
    }
  }

  /** How tasks get their threads. */
  interface Starter {
    void start(Task task);
  }

  static final ExecutorService POOL =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("log-", 0).factory());

  private static final AtomicReference<@Nullable Task> LATEST = new AtomicReference<>();
  private static final Thread STARTER =
      Thread.ofPlatform().daemon().name("log-starter").start(LogThreads::startTasks);

  private LogThreads() {}

  /** Has a task run soon. Takes no lock and makes nothing; from any thread. */
  static void start(Task task) {
    if (task.asked.compareAndSet(false, true)) {
      push(task);
      LockSupport.unpark(STARTER);
    }
  }

  private static void push(Task task) {
    Task before;
    do {
      before = LATEST.get();
      task.next = before;
    } while (!LATEST.compareAndSet(before, task));
  }

  private static void startTasks() {
    while (true) {
      Task task = LATEST.getAndSet(null);
      if (task == null) {
        LockSupport.park(LATEST);
      }
      while (task != null) {
        Task next = task.next;
        startOne(task);
        task = next;
      }
    }
  }

  /** There may be no thread to be had at the moment: then later. */
  private static void startOne(Task task) {
    try {
      POOL.execute(task::run);
    } catch (RuntimeException | OutOfMemoryError e) {
      LockSupport.parkNanos(LATEST, TimeUnit.MILLISECONDS.toNanos(100));
      push(task);
    }
  }
}
