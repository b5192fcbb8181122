package io.stoker.logging;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the writer of a log writes to. Lines are put together to large writes; what cannot be
 * written is tried again every second. One thread uses it but for {@link #reopen} and {@link
 * #hurry}.
 */
final class LogOutput {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final AsyncLog.Opener opener;
  private final AsyncLog.Setup setup;
  private final DroppedLines dropped;
  private final LongSupplier waiting;
  private final RateLimit failures;
  private final AtomicBoolean reopen = new AtomicBoolean();
  private volatile boolean hurried;
  private volatile long lines;

  private volatile LogFile file;

  private final LineBatch batch = new LineBatch();
  private boolean failing;
  private boolean givenUp;
  private long endAtFailure = -1;
  private @Nullable LineBuffer adding;
  private int nextPiece;

  /**
   * Opens it.
   *
   * @param waiting tells how many lines have not come here yet
   */
  LogOutput(
      String name,
      AsyncLog.Opener opener,
      AsyncLog.Setup setup,
      DroppedLines dropped,
      LongSupplier waiting)
      throws IOException {
    this.name = name;
    this.opener = opener;
    this.setup = setup;
    this.dropped = dropped;
    this.waiting = waiting;
    this.failures = new RateLimit(SECOND, setup.nanoClock());
    this.file = opener.open();
  }

  // ---- from any thread ----

  /** Has the file opened anew as soon as the line that is being written is complete. */
  void reopen() {
    reopen.set(true);
  }

  boolean isReopenAsked() {
    return reopen.get();
  }

  /** How many lines came here since all were written last. */
  long lines() {
    return lines;
  }

  /** The log is being closed: what cannot be written is not tried again. */
  void hurry() {
    hurried = true;
  }

  /** The log is closed, though what writes it may hang in the middle of a write. */
  void abandon() {
    file.abandon();
  }

  // ---- the thread that writes ----

  /** Adds lines, all of which are written after the next {@link #flush}. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread changes it
  void add(LineBuffer more) {
    lines += more.lines();
    adding = more;
    for (nextPiece = 0; nextPiece < more.pieces(); nextPiece++) {
      int end = more.end(nextPiece);
      if (!batch.fits(end)) {
        write();
      }
      if (givenUp) {
        dropped.add(count(more.piece(nextPiece), end));
      } else {
        batch.add(more.piece(nextPiece), end);
      }
    }
    adding = null;
  }

  private static long count(byte[] piece, int end) {
    long n = 0;
    for (int i = 0; i < end; i++) {
      n += piece[i] == '\n' ? 1 : 0;
    }
    return n;
  }

  /** Lines that are here and not written. */
  private long linesLeft() {
    long n = batch.linesLeft();
    for (int i = nextPiece; adding != null && i < adding.pieces(); i++) {
      n += count(adding.piece(i), adding.end(i));
    }
    return n;
  }

  /** Writes what was added, however long that takes. */
  void flush() {
    write();
    lines = 0;
  }

  private void write() {
    while (!batch.isEmpty()) {
      openAgainIfAsked();
      if (!tryToWrite()) {
        if (hurried) {
          giveUp();
        } else {
          setup.pause().await(SECOND);
        }
      }
    }
  }

  private boolean tryToWrite() {
    try {
      while (!batch.isEmpty()) {
        batch.writeTo(file);
      }
    } catch (IOException e) {
      failed(e);
      return false;
    }
    if (failing) {
      failing = false;
      setup.complaints().say(null, AsyncLog.RECOVERED, name);
      dropped.tellRestLater();
    }
    return true;
  }

  private void failed(IOException e) {
    failing = true;
    endAtFailure = endOf(file);
    if (failures.pass() > 0) {
      long left = linesLeft() + waiting.getAsLong();
      setup.complaints().say(e, AsyncLog.WRITE_FAILED, name, left);
    }
  }

  private static long endOf(LogFile file) {
    try {
      return file.end();
    } catch (IOException e) {
      return -1;
    }
  }

  private void giveUp() {
    givenUp = true;
    try {
      cutTornLine();
    } catch (IOException e) {
      setup.complaints().say(e, AsyncLog.WRITE_FAILED, name, linesLeft());
    }
    dropped.add(batch.linesLeft());
    batch.clear();
  }

  void openAgainIfAsked() {
    if (!reopen.getAndSet(false)) {
      return;
    }
    try {
      LogFile next = opener.open();
      cutTornLine();
      batch.rewindLine();
      LogFile old = file;
      file = next;
      old.close();
    } catch (IOException e) {
      setup.complaints().say(e, AsyncLog.REOPEN_FAILED, name);
    }
  }

  /** Takes a half line off the end of the file, unless someone else has written behind it. */
  private void cutTornLine() throws IOException {
    int torn = batch.torn();
    if (torn > 0 && endAtFailure >= torn && file.end() == endAtFailure) {
      file.truncate(endAtFailure - torn);
    }
  }

  /** Lets go of memory that a busier time needed. */
  void trim() {
    batch.trimIfWritten();
  }

  /** Writes what was added if that can be done at once, tells the loss, and closes the file. */
  void close() {
    flush();
    dropped.tellRest();
    try {
      file.close();
    } catch (IOException e) {
      setup.complaints().say(e, AsyncLog.WRITE_FAILED, name, 0L);
    }
  }
}
