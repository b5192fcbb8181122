package io.stoker.logging;

import java.util.Arrays;

/**
 * Lines that wait to be written, in pieces of memory that serve again and again. A line is never
 * cut in two. It belongs to one thread at a time.
 */
final class LineBuffer {

  private static final int SMALLEST = 256;
  private static final int LARGEST = LineBatch.SIZE;

  /** What is kept for the next lines when a burst is over, in bytes. */
  private static final int KEPT = 512 * 1024;

  /** The same when no lines came for some time. */
  private static final int KEPT_IDLE = 1024;

  private byte[][] pieces = new byte[1][];
  private int[] ends = new int[1];

  /** Pieces in use, and pieces that there are. */
  private int inUse;

  private int present;
  private int lines;
  private int bytes;
  private long memory;

  boolean isEmpty() {
    return lines == 0;
  }

  int lines() {
    return lines;
  }

  /** Bytes of lines, their ends included. */
  int bytes() {
    return bytes;
  }

  int pieces() {
    return inUse;
  }

  byte[] piece(int i) {
    return pieces[i];
  }

  /** How much of a piece is used: whole lines. */
  int end(int i) {
    return ends[i];
  }

  /**
   * Adds a line and its end.
   *
   * @return false when there is no memory for it
   */
  boolean add(byte[] line, int length, LogMemory from, Overflow overflow) {
    int size = length + 1;
    if (inUse == 0 || pieces[inUse - 1].length - ends[inUse - 1] < size) {
      if (!nextPiece(size, from, overflow)) {
        return false;
      }
    }
    int last = inUse - 1;
    byte[] piece = pieces[last];
    int end = ends[last];
    System.arraycopy(line, 0, piece, end, length);
    piece[end + length] = '\n';
    ends[last] = end + size;
    lines++;
    bytes += size;
    return true;
  }

  private boolean nextPiece(int size, LogMemory from, Overflow overflow) {
    boolean again = inUse < present && pieces[inUse].length >= size;
    int length =
        again ? pieces[inUse].length : Math.max(size, Math.clamp(memory, SMALLEST, LARGEST));
    if (!from.take(length, overflow)) {
      return false;
    }
    memory += length;
    if (!again) {
      if (inUse == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * inUse);
        ends = Arrays.copyOf(ends, 2 * inUse);
      }
      pieces[inUse] = new byte[length];
      present = Math.max(present, inUse + 1);
    }
    ends[inUse++] = 0;
    return true;
  }

  /** Forgets all lines, and gives back the memory that they took. */
  void clear(LogMemory to) {
    to.give(memory);
    keep(KEPT);
    inUse = 0;
    lines = 0;
    bytes = 0;
    memory = 0;
  }

  /** Lets go of what an empty buffer has for busier times. */
  void trim() {
    keep(KEPT_IDLE);
  }

  private void keep(int most) {
    int bytes = 0;
    int count = 0;
    while (count < present && bytes + pieces[count].length <= most) {
      bytes += pieces[count++].length;
    }
    Arrays.fill(pieces, count, present, null);
    present = count;
  }
}
