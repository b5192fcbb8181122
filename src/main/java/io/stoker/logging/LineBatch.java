package io.stoker.logging;

import java.io.IOException;
import java.util.Arrays;

/** Lines put together for one write, and how far they are written. One thread uses it. */
final class LineBatch {

  static final int SIZE = 64 * 1024;

  private byte[] bytes = new byte[1024];
  private int length;
  private int written;

  boolean isEmpty() {
    return written == length;
  }

  /** Whether so many bytes more can be written together with what is here. */
  boolean fits(int more) {
    return isEmpty() || length + more <= SIZE;
  }

  /** Adds whole lines. */
  void add(byte[] lines, int end) {
    if (isEmpty()) {
      clear();
    }
    if (length + end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + end, Math.min(bytes.length * 4, SIZE)));
    }
    System.arraycopy(lines, 0, bytes, length, end);
    length += end;
  }

  /** Writes what is left, once; gives the number of bytes taken. */
  int writeTo(LogFile file) throws IOException {
    int n = file.write(bytes, written, length - written);
    written += n;
    return n;
  }

  /** How many bytes of the present line are written; 0 between lines. */
  int torn() {
    int start = written;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return written - start;
  }

  /** Goes back to the beginning of the present line. */
  void rewindLine() {
    written -= torn();
  }

  long linesLeft() {
    long n = 0;
    for (int i = written; i < length; i++) {
      n += bytes[i] == '\n' ? 1 : 0;
    }
    return n;
  }

  /** Forgets what is not written. */
  void clear() {
    length = 0;
    written = 0;
  }

  /** Lets go of a buffer that a burst made large, once all of it is written. */
  void trimIfWritten() {
    if (isEmpty() && bytes.length > 1024) {
      bytes = new byte[1024];
      clear();
    }
  }
}
