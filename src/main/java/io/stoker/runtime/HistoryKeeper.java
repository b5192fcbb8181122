package io.stoker.runtime;

import io.stoker.api.LogMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history behind the server's back: what was taken waits here until the folder is known,
 * and is written by a thread of its own. Nothing that is served waits for it. The end of the
 * process waits a moment; what is not written then is left to the next process ({@link Leftovers}).
 */
final class HistoryKeeper {

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

  /** A disk that takes longer for a few files is not going to write them. */
  private static final Duration FLUSH = Duration.ofSeconds(60);

  private final Complaint complaint;
  private final Queue<Applied> waiting = new ArrayDeque<>();
  private @Nullable Path folder;

  /** Opening takes time in which more may be taken. */
  private final Object opening = new Object();

  private volatile @Nullable ConfigHistory history;
  private @Nullable Applied writing;
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
    if (folder == null && waiting.size() > MOST_WAITING) {
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
    writing = waiting.poll();
    return writing;
  }

  private void write() {
    for (Applied next = next(); next != null; next = next()) {
      try {
        ConfigHistory kept = opened();
        if (kept != null) {
          kept.add(next);
        }
      } catch (IOException | RuntimeException e) {
        notKept(String.valueOf(e.getMessage()));
      }
    }
  }

  private void notKept(String why) {
    complaint.write(NOT_KEPT, String.valueOf(folder), why);
  }

  /** The history, made where there is none; null where none is kept. */
  @Nullable ConfigHistory opened() throws IOException {
    Path where = where();
    if (where == null || history != null) {
      return history;
    }
    synchronized (opening) {
      if (history == null) {
        ConfigHistory opened = ConfigHistory.openToAdd(where);
        takeLeftovers(opened, where);
        history = opened;
      }
      return history;
    }
  }

  private synchronized @Nullable Path where() {
    return folder;
  }

  private static void takeLeftovers(ConfigHistory history, Path folder) throws IOException {
    for (Path file : Leftovers.find(folder)) {
      for (Applied one : Leftovers.read(file)) {
        if (!history.hasLately(one)) { // its own process may have come so far
          history.add(one);
        }
      }
      Files.delete(file);
    }
  }

  /**
   * Waits until all that was taken is written, or it has been told why it cannot be.
   *
   * @throws IOException when that takes too long: the history is older than what is served
   */
  void flush() throws IOException {
    flush(FLUSH);
  }

  void flush(Duration patience) throws IOException {
    ExecutorService running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      return;
    }
    try {
      running.submit(() -> {}).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the history is still being written");
    } catch (RejectedExecutionException closed) {
      // Nothing waits: it is written, or left to the next process.
    } catch (TimeoutException e) {
      throw new IOException("the history is still being written to " + where(), e);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  /**
   * Writes what waits, or leaves it to the next process, and ends.
   *
   * @param patience how long it may take to write it
   */
  void close(Duration patience) {
    ExecutorService running;
    synchronized (this) {
      running = thread;
    }
    if (running == null || running.isShutdown()) {
      return;
    }
    running.shutdown();
    try {
      if (running.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        closeHistory();
      } else {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      notKept(String.valueOf(e.getMessage()));
    }
  }

  private void closeHistory() {
    ConfigHistory kept = history;
    if (kept != null) {
      kept.close();
    }
  }

  private synchronized void leave() throws IOException {
    List<Applied> left = new ArrayList<>();
    if (writing != null) {
      left.add(writing);
    }
    left.addAll(waiting);
    if (!left.isEmpty()) { // a thread that is slow to end may have written all
      Leftovers.keep(left, Objects.requireNonNull(folder));
    }
  }
}
