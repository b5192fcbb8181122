package io.stoker.runtime;

import io.stoker.api.LogMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history behind the server's back: what was taken waits here until the folder is known,
 * and is written by a thread of its own. Nothing that is served waits for it; the end of the
 * process does.
 */
final class HistoryKeeper implements AutoCloseable {

  /** Tells that it does not work. */
  @FunctionalInterface
  interface Complaint {
    void write(LogMessage message, Object... args);
  }

  private static final LogMessage NOT_KEPT =
      LogMessage.warn(
          "core", "STK0110", "the history of configurations cannot be written to %s: %s");

  /** Without a folder, the latest ones are kept until there is one. */
  private static final int MOST_WAITING = 20;

  private static final int CLOSE_SECONDS = 10;

  private final Complaint complaint;
  private final Queue<Applied> waiting = new ArrayDeque<>();
  private @Nullable Path folder;
  private @Nullable ConfigHistory history;
  private @Nullable ExecutorService thread;
  private boolean isOff;

  HistoryKeeper(Complaint complaint) {
    this.complaint = complaint;
  }

  /** One more was taken. */
  synchronized void applied(Applied one) {
    if (isOff) {
      return;
    }
    waiting.add(one);
    if (waiting.size() > MOST_WAITING) {
      waiting.remove();
    }
    writeLater();
  }

  /** From now on, and what waits, is written there; a later call does nothing. */
  synchronized void keepIn(Path directory) {
    if (folder == null && !isOff) {
      folder = directory;
      thread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("history").priority(Thread.MIN_PRIORITY).factory());
      writeLater();
    }
  }

  /** Nothing is kept. */
  synchronized void off() {
    isOff = true;
    waiting.clear();
  }

  /** Whether it is known what to do with what is taken. */
  synchronized boolean isDecided() {
    return isOff || folder != null;
  }

  private void writeLater() {
    if (thread != null) {
      try {
        thread.execute(this::write);
      } catch (RejectedExecutionException closed) {
        write();
      }
    }
  }

  private synchronized @Nullable Applied next() {
    return waiting.poll();
  }

  private void write() {
    for (Applied next = next(); next != null; next = next()) {
      try {
        ConfigHistory kept = opened();
        if (kept != null) {
          kept.add(next);
        }
      } catch (IOException | RuntimeException e) {
        complaint.write(NOT_KEPT, String.valueOf(folder), String.valueOf(e.getMessage()));
      }
    }
  }

  /** The history, made where there is none; null where none is kept. */
  synchronized @Nullable ConfigHistory opened() throws IOException {
    if (history == null && folder != null) {
      history = ConfigHistory.open(folder);
    }
    return history;
  }

  /** Waits until all that was taken is written. */
  void flush() {
    ExecutorService running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      try {
        running.submit(() -> {}).get(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException
          | java.util.concurrent.TimeoutException
          | RejectedExecutionException e) {
        complaint.write(NOT_KEPT, String.valueOf(folder), e);
      }
    }
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() {
    ExecutorService running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (!running.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        complaint.write(NOT_KEPT, String.valueOf(folder), "it takes too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (history != null) {
        history.close();
      }
    }
  }
}
