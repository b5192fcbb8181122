package io.stoker.modules.mod_brotli;

import io.stoker.api.StreamFilter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Compresses content to the brotli format (RFC 7932). */
final class BrotliEncoder implements StreamFilter {

  /** What is told when the content ended: bytes in and out. */
  @FunctionalInterface
  interface Done {
    void done(long in, long out);
  }

  /** Most bytes that are copied to where the library reads at once. */
  private static final int PIECE = 64 * 1024;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /** Places of what the library is given and gives back, before the bytes. */
  private static final int AVAILABLE_IN = 0;

  private static final int NEXT_IN = 8;
  private static final int AVAILABLE_OUT = 16;
  private static final int NEXT_OUT = 24;
  private static final int SIZE = 32;
  private static final int BYTES = 40;

  private final BrotliLibrary library = BrotliLibrary.get();
  private final Done done;
  private final long encoder;
  private long in;
  private long out;

  /** A compressor for one reply. */
  BrotliEncoder(BrotliConfig config, Done done) throws IOException {
    this.done = done;
    this.encoder = library.create();
    if (encoder == 0) {
      throw new IOException("no memory for brotli");
    }
    library.set(encoder, BrotliLibrary.QUALITY, config.effectiveQuality());
    library.set(encoder, BrotliLibrary.WINDOW_BITS, config.effectiveWindow());
    if (config.block() != null) {
      library.set(encoder, BrotliLibrary.BLOCK_BITS, config.block());
    }
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> to) throws IOException {
    while (piece.hasRemaining()) {
      int length = Math.min(PIECE, piece.remaining());
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment scratch = arena.allocate(BYTES + (long) length, 8);
        MemorySegment bytes = MemorySegment.ofBuffer(piece).asSlice(0, length);
        MemorySegment.copy(bytes, 0, scratch, BYTES, length);
        piece.position(piece.position() + length);
        in += length;
        run(BrotliLibrary.PROCESS, scratch, length, to);
      }
    }
  }

  @Override
  public void finish(Consumer<ByteBuffer> to) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment scratch = arena.allocate(BYTES, 8);
      do {
        run(BrotliLibrary.FINISH, scratch, 0, to);
      } while (!library.isFinished(encoder));
    }
    done.done(in, out);
  }

  private void run(int operation, MemorySegment scratch, int length, Consumer<ByteBuffer> to)
      throws IOException {
    long at = scratch.address();
    scratch.set(LONG, AVAILABLE_IN, length);
    scratch.set(LONG, NEXT_IN, at + BYTES);
    do {
      scratch.set(LONG, AVAILABLE_OUT, 0);
      scratch.set(LONG, NEXT_OUT, 0);
      boolean well =
          library.compress(
              encoder,
              operation,
              at + AVAILABLE_IN,
              at + NEXT_IN,
              at + AVAILABLE_OUT,
              at + NEXT_OUT);
      if (!well) {
        throw new IOException("brotli does not go on");
      }
      while (library.hasMoreOutput(encoder)) {
        to.accept(take(scratch));
      }
    } while (scratch.get(LONG, AVAILABLE_IN) > 0);
  }

  @SuppressWarnings("restricted")
  private ByteBuffer take(MemorySegment scratch) {
    scratch.set(LONG, SIZE, 0);
    long address = library.take(encoder, scratch.address() + SIZE);
    long size = scratch.get(LONG, SIZE);
    byte[] taken =
        MemorySegment.ofAddress(address).reinterpret(size).toArray(ValueLayout.JAVA_BYTE);
    out += size;
    return ByteBuffer.wrap(taken);
  }

  @Override
  public void release() {
    library.destroy(encoder);
  }
}
