package io.stoker.logging;

import io.stoker.api.LogLevel;
import io.stoker.api.LogLine;
import io.stoker.api.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A log whose lines are handed over without blocking and written in groups by a thread that runs
 * only while there is something to write.
 *
 * <p>What waits is bounded in bytes. When writing fails or stalls, lines are kept up to the bound,
 * then dropped and counted. A line that was begun is finished before anything else is written, or
 * cut off when the log is closed or opened anew before that.
 */
final class AsyncLog implements LogTarget {

  private static final String MODULE = "log_config";

  static final LogMessage WRITE_FAILED =
      LogMessage.error(MODULE, "STK0410", "log %s cannot be written; %d line(s) are waiting");
  static final LogMessage DROPPED =
      LogMessage.error(MODULE, "STK0411", "log %s: %d line(s) were dropped");
  static final LogMessage RECOVERED =
      new LogMessage(MODULE, "STK0412", LogLevel.NOTICE, "log %s is written again");
  static final LogMessage REOPEN_FAILED =
      LogMessage.error(MODULE, "STK0413", "log %s cannot be opened again, the old file is kept");

  /** Opens what the lines go to. */
  interface Opener {
    LogFile open() throws IOException;
  }

  /**
   * The circumstances of a log, so that tests have their own.
   *
   * @param threads run {@link #run} and reports; a stalled log keeps one of them
   * @param maxBytes bound of what waits
   * @param lingerNanos how long a first line waits for others
   * @param enough bytes at which that wait ends early
   */
  record Setup(
      Executor threads,
      Pause pause,
      LongSupplier nanoClock,
      Complaints complaints,
      long maxBytes,
      long lingerNanos,
      int enough) {}

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_SECONDS = 5;

  private final String name;
  private final Opener opener;
  private final Setup setup;
  private final ConcurrentLinkedQueue<byte[]> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean reopen = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final RateLimit drops;
  private final RateLimit failures;
  private volatile boolean closing;

  // The rest is used by the one thread that runs.
  private final LineBatch batch = new LineBatch();
  private LogFile file;
  private boolean failing;
  private long endAtFailure = -1;

  AsyncLog(String name, Opener opener, Setup setup) throws IOException {
    this.name = name;
    this.opener = opener;
    this.setup = setup;
    this.drops = new RateLimit(SECOND, setup.nanoClock);
    this.failures = new RateLimit(SECOND, setup.nanoClock);
    this.file = opener.open();
  }

  @Override
  public void write(String line) {
    add((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void write(LogLine line) {
    byte[] bytes = Arrays.copyOf(line.octets(), line.length() + 1);
    bytes[line.length()] = '\n';
    add(bytes);
  }

  private void add(byte[] bytes) {
    long before = waiting.getAndAdd(bytes.length);
    if (before + bytes.length > setup.maxBytes || closing) {
      waiting.addAndGet(-bytes.length);
      reportDrops(drops.pass());
      return;
    }
    lines.add(bytes);
    if (!running.get()) {
      start();
    } else if (before < setup.enough && before + bytes.length >= setup.enough) {
      setup.pause.end();
    }
  }

  private void reportDrops(long count) {
    if (count > 0) {
      setup.threads.execute(() -> setup.complaints.say(null, DROPPED, name, count));
    }
  }

  /** Opens the file anew as soon as the line that is being written is complete. */
  void reopen() {
    reopen.set(true);
    setup.pause.end();
    start();
  }

  /** Writes what waits and closes the file; waits for it, but not longer than five seconds. */
  void close() {
    closing = true;
    setup.pause.end();
    start();
    try {
      if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        setup.complaints.say(null, DROPPED, name, (long) lines.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- the thread that writes ----

  private void start() {
    if (closed.getCount() > 0 && running.compareAndSet(false, true)) {
      setup.threads.execute(this::run);
    }
  }

  private void run() {
    do {
      work();
      running.set(false);
    } while (hasWork() && running.compareAndSet(false, true));
  }

  private boolean hasWork() {
    return !lines.isEmpty() || reopen.get() || (closing && closed.getCount() > 0);
  }

  private void work() {
    if (!closing && !reopen.get()) {
      setup.pause.await(setup.lingerNanos);
    }
    while (true) {
      if (reopen.getAndSet(false)) {
        openAgain();
      }
      if (batch.isEmpty()) {
        batch.fill(lines);
      }
      if (batch.isEmpty()) {
        break;
      }
      if (!flush()) {
        if (closing) {
          break;
        }
        setup.pause.await(SECOND);
      }
    }
    batch.trimIfWritten();
    if (closing && closed.getCount() > 0) {
      finish();
    }
  }

  private boolean flush() {
    try {
      while (!batch.isEmpty()) {
        waiting.addAndGet(-batch.writeTo(file));
      }
    } catch (IOException e) {
      failed(e);
      return false;
    }
    if (failing) {
      failing = false;
      setup.complaints.say(null, RECOVERED, name);
      reportDrops(drops.take());
    }
    return true;
  }

  private void failed(IOException e) {
    failing = true;
    endAtFailure = endOf(file);
    if (failures.pass() > 0) {
      setup.complaints.say(e, WRITE_FAILED, name, batch.linesLeft() + lines.size());
    }
  }

  private static long endOf(LogFile file) {
    try {
      return file.end();
    } catch (IOException e) {
      return -1;
    }
  }

  private void openAgain() {
    try {
      LogFile next = opener.open();
      cutTornLine();
      batch.rewindLine();
      LogFile old = file;
      file = next;
      old.close();
    } catch (IOException e) {
      setup.complaints.say(e, REOPEN_FAILED, name);
    }
  }

  /** Takes a half line off the end of the file, unless someone else has written behind it. */
  private void cutTornLine() throws IOException {
    int torn = batch.torn();
    if (torn > 0 && endAtFailure >= torn && file.end() == endAtFailure) {
      file.truncate(endAtFailure - torn);
    }
  }

  private void finish() {
    try {
      if (!batch.isEmpty()) {
        cutTornLine();
        drops.add(batch.linesLeft() + lines.size());
      }
      long lost = drops.take();
      if (lost > 0) {
        setup.complaints.say(null, DROPPED, name, lost);
      }
      file.close();
    } catch (IOException e) {
      setup.complaints.say(e, WRITE_FAILED, name, (long) lines.size());
    } finally {
      closed.countDown();
    }
  }
}
