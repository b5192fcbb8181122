package io.stoker.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The thread that looks after the children: their chores, and what is done every second. */
final class Upkeep implements Executor, AutoCloseable {

  private static final int CLOSE_SECONDS = 2;

  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("upkeep").factory());

  /** Does it on that thread; after {@link #close} right here. */
  @Override
  public void execute(Runnable chore) {
    try {
      thread.execute(chore);
    } catch (RejectedExecutionException closed) {
      chore.run();
    }
  }

  /**
   * Does it once a second from a second from now on.
   *
   * @param failed told when that failed; the next second it is tried again
   */
  void everySecond(Runnable action, Consumer<Throwable> failed) {
    Runnable careful =
        () -> {
          try {
            action.run();
          } catch (RuntimeException | Error e) {
            failed.accept(e);
          }
        };
    thread.scheduleWithFixedDelay(careful, 1, 1, TimeUnit.SECONDS);
  }

  /** Does what is left to do and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
