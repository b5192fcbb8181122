package io.stoker.modules.mod_deflate;

import io.stoker.api.StreamFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32;

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
  private final Compressor compressor;
  private final int bufferSize;
  private final Done done;
  private boolean begun;

  /**
   * A compressor for one reply.
   *
   * @param bufferSize bytes of output in one piece
   */
  Gzip(Compressor compressor, int bufferSize, Done done) {
    this.compressor = compressor;
    this.bufferSize = bufferSize;
    this.done = done;
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) {
    begin(out);
    crc.update(piece.duplicate());
    compressor.input(piece);
    while (!compressor.needsInput()) {
      deflate(out);
    }
  }

  @Override
  public void finish(Consumer<ByteBuffer> out) {
    begin(out);
    compressor.finish();
    while (!compressor.isFinished()) {
      deflate(out);
    }
    long in = compressor.in();
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt((int) in).flip();
    out.accept(trailer.order(ByteOrder.BIG_ENDIAN));
    done.done(in, compressor.out());
  }

  private void begin(Consumer<ByteBuffer> out) {
    if (!begun) {
      begun = true;
      out.accept(ByteBuffer.wrap(HEADER.clone()));
    }
  }

  private void deflate(Consumer<ByteBuffer> out) {
    ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
    if (compressor.deflate(buffer) > 0) {
      out.accept(buffer.flip());
    }
  }

  @Override
  public void release() {
    compressor.end();
  }
}
