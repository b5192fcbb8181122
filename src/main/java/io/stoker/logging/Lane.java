package io.stoker.logging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one thread on their way to the writer of a log. The thread takes the buffer out,
 * adds a line and puts it back; the writer exchanges a buffer that is there for an empty one.
 * Neither ever waits for the other, and the order of the lines stays.
 */
final class Lane {

  /** {@link #add}: there was no room. */
  static final int NO_ROOM = -1;

  /** {@link #add}: the log is closed. */
  static final int CLOSED = -2;

  private static final LineBuffer SEALED = new LineBuffer();
  private static final VarHandle BUFFER;

  static {
    try {
      BUFFER = MethodHandles.lookup().findVarHandle(Lane.class, "buffer", LineBuffer.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable Thread owner;
  private final @Nullable ReentrantLock turns;

  /** Null while a line is being added. */
  private volatile @Nullable LineBuffer buffer = new LineBuffer();

  /** The writer's, for the next exchange; null while the one it took is not back. */
  private @Nullable LineBuffer spare;

  private Lane(@Nullable Thread owner, @Nullable ReentrantLock turns) {
    this.owner = owner;
    this.turns = turns;
  }

  /** A lane to which only that thread adds. */
  static Lane of(Thread owner) {
    return new Lane(owner, null);
  }

  /** A lane to which threads add one after the other. */
  static Lane shared() {
    return new Lane(null, new ReentrantLock());
  }

  /** Whether nobody will add anything to it any more. */
  boolean isAbandoned() {
    return owner != null && !owner.isAlive() && !hasLines();
  }

  /**
   * Adds a line.
   *
   * @return how many bytes wait in this lane now, or {@link #NO_ROOM} or {@link #CLOSED}
   */
  int add(byte[] line, int length, LogMemory memory, Overflow overflow) {
    if (turns == null) {
      return addNow(line, length, memory, overflow);
    }
    turns.lock();
    try {
      return addNow(line, length, memory, overflow);
    } finally {
      turns.unlock();
    }
  }

  private int addNow(byte[] line, int length, LogMemory memory, Overflow overflow) {
    LineBuffer mine = (LineBuffer) BUFFER.getAndSet(this, null);
    try {
      return mine == SEALED
          ? CLOSED
          : mine.add(line, length, memory, overflow) ? mine.bytes() : NO_ROOM;
    } finally {
      buffer = mine;
    }
  }

  // ---- the writer's side ----

  /** Whether there is something to take. What is being added just now does not count. */
  boolean hasLines() {
    LineBuffer now = buffer;
    return now != null && !now.isEmpty();
  }

  /** How many lines there are, roughly: some may be added meanwhile. */
  int lines() {
    LineBuffer now = buffer;
    return now == null ? 0 : now.lines();
  }

  /**
   * Takes all lines, to be given back when they are written. Null when there are none, or when one
   * is being added at this moment: whoever does that sees to its being written.
   */
  @Nullable LineBuffer take() {
    LineBuffer full = buffer;
    return full == null || full.isEmpty() ? null : exchange(full);
  }

  /** As {@link #take}, also without lines, so that the buffer can be made smaller. */
  @Nullable LineBuffer takeToTrim() {
    if (spare != null) {
      spare.trim();
    }
    LineBuffer now = buffer;
    return now == null ? null : exchange(now);
  }

  private @Nullable LineBuffer exchange(LineBuffer expected) {
    LineBuffer empty = spare != null ? spare : new LineBuffer();
    if (BUFFER.compareAndSet(this, expected, empty)) {
      spare = null;
      return expected;
    }
    spare = empty;
    return null;
  }

  /** Gives back what was taken. */
  void giveBack(LineBuffer written, LogMemory memory) {
    written.clear(memory);
    spare = written;
  }

  /** Closes the lane and takes what is in it; whoever adds a line just now comes first. */
  LineBuffer seal() {
    spare = null;
    while (true) {
      LineBuffer last = buffer;
      if (last != null && BUFFER.compareAndSet(this, last, SEALED)) {
        return last;
      }
      LockSupport.parkNanos(this, 1000);
    }
  }
}
