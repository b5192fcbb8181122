package io.stoker.logging;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A log whose lines are handed over without blocking and written in groups by a thread that runs
 * only while there is something to write.
 *
 * <p>Each thread adds to a {@link Lane} of its own. The writer comes by at intervals, takes what is
 * in all lanes and writes it; as long as it finds something nobody has to wake it. What waits is
 * bounded ({@link LogMemory}). When writing fails or stalls, lines are kept up to the bound, then
 * dropped and counted. A line that was begun is finished before anything else is written, or cut
 * off when the log is closed or opened anew before that ({@link LogOutput}).
 */
final class AsyncLog {

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
   * @param threads run the writer and reports; a stalled log keeps one of them
   * @param memory bound of what waits
   * @param lingerNanos how long lines wait for others
   * @param enough bytes in one lane at which that wait ends early
   * @param closeNanos how long closing waits for what is not written yet
   */
  record Setup(
      LogThreads.Starter threads,
      Pause pause,
      LongSupplier nanoClock,
      Complaints complaints,
      LogMemory memory,
      long lingerNanos,
      int enough,
      long closeNanos) {}

  /** As long as a stop may take. */
  static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final Setup setup;
  private final Lanes lanes = new Lanes();
  private final DroppedLines dropped;
  private final LogOutput output;
  private final LogThreads.Task writer = new LogThreads.Task(this::run);
  private final AtomicBoolean running = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile long closeBy;

  AsyncLog(String name, Opener opener, Setup setup) throws IOException {
    this.name = name;
    this.setup = setup;
    this.dropped = new DroppedLines(name, setup);
    this.output = new LogOutput(name, opener, setup, dropped, lanes::lines);
  }

  /**
   * Hands over one line; never blocks.
   *
   * @param line its octets, without its end; nothing is kept of the array
   */
  void write(byte[] line, int length, Overflow overflow) {
    int waits = lanes.current().add(line, length, setup.memory, overflow);
    if (waits < 0) {
      dropped.count();
    } else if (!running.get()) {
      start();
    } else if (waits >= setup.enough && waits - length <= setup.enough) {
      setup.pause.end();
    }
  }

  /** As {@link #write(byte[], int, Overflow)}, one octet for each char. */
  void write(String line, Overflow overflow) {
    byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
    write(octets, octets.length, overflow);
  }

  /** Lines that wait in the lanes, roughly. */
  long waiting() {
    return lanes.lines();
  }

  /** Lines that were dropped ever. */
  long dropped() {
    return dropped.all();
  }

  boolean hasRoom() {
    return setup.memory.hasRoom() || closing;
  }

  /** Waits until there is room, or the log is being closed, or the thread is interrupted. */
  void awaitRoom() {
    setup.memory.awaitRoom(() -> closing);
  }

  /** Opens the file anew as soon as the line that is being written is complete. */
  void reopen() {
    output.reopen();
    setup.pause.end();
    start();
  }

  /** Has what waits written and the file closed, within the time that it has for it. */
  void beginClose() {
    closeBy = System.nanoTime() + setup.closeNanos;
    closing = true;
    output.hurry();
    setup.pause.end();
    setup.memory.wakeThoseWhoWait();
    start();
  }

  /** Waits for the end of that. */
  void awaitClosed() {
    try {
      if (!closed.await(closeBy - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        tellWhatIsLeft(output.lines() + lanes.lines());
        output.abandon();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellWhatIsLeft(long lines) {
    if (lines > 0) {
      setup.complaints.say(null, DROPPED, name, lines);
    }
  }

  /** Writes what waits and closes the file; waits for it, but not for ever. */
  void close() {
    beginClose();
    awaitClosed();
  }

  // ---- the thread that writes ----

  private void start() {
    if (closed.getCount() > 0 && running.compareAndSet(false, true)) {
      setup.threads.start(writer);
    }
  }

  private void run() {
    do {
      try {
        work();
      } finally {
        running.set(false);
      }
    } while (hasWork() && running.compareAndSet(false, true));
  }

  private boolean hasWork() {
    return lanes.haveLines() || output.isReopenAsked() || (closing && closed.getCount() > 0);
  }

  /** As long as lines come in each interval, nobody has to wake this thread. */
  private void work() {
    boolean busy = true;
    while (busy && !closing) {
      boolean early = output.isReopenAsked() || setup.pause.await(setup.lingerNanos);
      output.openAgainIfAsked();
      busy = writeLanes() || (early && !closing);
    }
    if (!closing) {
      trim();
    } else if (closed.getCount() > 0) {
      finish();
    }
  }

  private boolean writeLanes() {
    boolean found = false;
    for (Lane lane : lanes.all()) {
      LineBuffer lines = lane.take();
      if (lines != null) {
        found = true;
        output.add(lines);
        lane.giveBack(lines, setup.memory);
      }
    }
    output.flush();
    return found;
  }

  /** For a time without lines. */
  private void trim() {
    for (Lane lane : lanes.all()) {
      LineBuffer lines = lane.takeToTrim();
      if (lines != null) {
        output.add(lines);
        lane.giveBack(lines, setup.memory);
      }
    }
    output.flush();
    output.trim();
    lanes.forgetAbandoned();
  }

  private void finish() {
    lanes.close();
    for (Lane lane : lanes.all()) {
      LineBuffer lines = lane.seal();
      output.add(lines);
      lines.clear(setup.memory);
    }
    output.close();
    closed.countDown();
  }
}
