package io.stoker.logging;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;

/** Lines put together for one write, and how far they are written. One thread uses it. */
final class LineBatch {

  static final int SIZE = 64 * 1024;

  private byte[] bytes = new byte[1024];
  private int length;
  private int written;

  boolean isEmpty() {
    return written == length;
  }

  /** Takes lines from the queue, at least one if there is one, until the batch is full. */
  void fill(Queue<byte[]> lines) {
    length = 0;
    written = 0;
    for (byte[] line = lines.peek(); line != null; line = lines.peek()) {
      if (length > 0 && length + line.length > SIZE) {
        return;
      }
      lines.remove();
      if (length + line.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + line.length, bytes.length * 4));
      }
      System.arraycopy(line, 0, bytes, length, line.length);
      length += line.length;
    }
  }

  /** Writes what is left, once; gives the number of bytes taken. */
  int writeTo(LogFile file) throws IOException {
    int n = file.write(bytes, written, length - written);
    written += n;
    return n;
  }

  int left() {
    return length - written;
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

  /** Lets go of a buffer that a burst made large, once all of it is written. */
  void trimIfWritten() {
    if (isEmpty() && bytes.length > 8192) {
      bytes = new byte[1024];
      length = 0;
      written = 0;
    }
  }
}
