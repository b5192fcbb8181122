package io.stoker.modules.mod_deflate;

import java.nio.ByteBuffer;

/** Makes the deflate format (RFC 1951) of what it is given, without any frame. */
interface Compressor {

  /** Bits of the smallest window that the format without frame can have. */
  int SMALLEST_WINDOW = 9;

  /** Takes the next bytes, which are read in {@link #deflate}. */
  void input(ByteBuffer piece);

  /** No more bytes will come. */
  void finish();

  boolean needsInput();

  boolean isFinished();

  /** Puts what is ready into a buffer; the number of bytes. */
  int deflate(ByteBuffer buffer);

  /** Bytes that were taken. */
  long in();

  /** Bytes that were made. */
  long out();

  /** Lets go of its memory. */
  void end();

  /**
   * A compressor as the configuration says.
   *
   * @param level 1 (fast) to 9 (small), or -1
   * @param window bits, 9 to 15
   * @param memory 1 to 9
   */
  static Compressor of(int level, int window, int memory) {
    boolean usual = window == PlatformCompressor.WINDOW && memory >= PlatformCompressor.MEMORY;
    return usual ? new PlatformCompressor(level) : new SmallCompressor(level, window, memory);
  }
}
