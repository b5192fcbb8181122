package io.stoker.modules.mod_deflate;

import io.stoker.api.StreamFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses content to the gzip format (RFC 1952). */
final class Gzip implements StreamFilter {

  /** What is told when the content ended: bytes in, and bytes out without header and trailer. */
  @FunctionalInterface
  interface Done {
    void done(long in, long out);
  }

  /** Deflate, no flags, no time, no extra flags, Unix. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

  private final CRC32 crc = new CRC32();
  private final Deflater deflater;
  private final int bufferSize;
  private final Done done;
  private boolean begun;

  /**
   * A compressor for one reply.
   *
   * @param level 1 (fast) to 9 (small), or -1
   * @param bufferSize bytes of output in one piece
   */
  Gzip(int level, int bufferSize, Done done) {
    this.deflater = new Deflater(level, true);
    this.bufferSize = bufferSize;
    this.done = done;
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) {
    begin(out);
    crc.update(piece.duplicate());
    deflater.setInput(piece);
    while (!deflater.needsInput()) {
      deflate(out);
    }
  }

  @Override
  public void finish(Consumer<ByteBuffer> out) {
    begin(out);
    deflater.finish();
    while (!deflater.finished()) {
      deflate(out);
    }
    long in = deflater.getBytesRead();
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.accept(trailer.putInt((int) crc.getValue()).putInt((int) in).flip());
    done.done(in, deflater.getBytesWritten());
  }

  private void begin(Consumer<ByteBuffer> out) {
    if (!begun) {
      begun = true;
      out.accept(ByteBuffer.wrap(HEADER.clone()));
    }
  }

  private void deflate(Consumer<ByteBuffer> out) {
    ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
    if (deflater.deflate(buffer) > 0) {
      out.accept(buffer.flip());
    }
  }

  @Override
  public void release() {
    deflater.end();
  }
}
