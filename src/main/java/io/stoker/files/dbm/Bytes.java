package io.stoker.files.dbm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Pieces of a file as text. */
final class Bytes {

  private Bytes() {}

  /** {@code length} bytes at {@code at}, one byte a char. */
  static String text(ByteBuffer file, int at, int length) {
    byte[] bytes = new byte[length];
    file.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** An offset in a file that fits into memory. */
  static int offset(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IndexOutOfBoundsException("offset: " + value);
    }
    return (int) value;
  }
}
