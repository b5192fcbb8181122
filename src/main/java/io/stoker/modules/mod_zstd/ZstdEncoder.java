package io.stoker.modules.mod_zstd;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.stoker.api.StreamFilter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Compresses content to the zstd format (RFC 8878), one frame. */
final class ZstdEncoder implements StreamFilter {

  /** What is told when the content ended: bytes in and out. */
  @FunctionalInterface
  interface Done {
    void done(long in, long out);
  }

  /** Most bytes that are copied to where the library reads, or writes, at once. */
  private static final int PIECE = 64 * 1024;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final Done done;
  private long in;
  private long out;

  /**
   * A compressor for one reply.
   *
   * @param length of the content, or -1; the library takes less memory where it knows
   */
  ZstdEncoder(ZstdConfig config, long length, Done done) {
    this.done = done;
    context.setLevel(config.effectiveLevel());
    if (config.effectiveWindow() > 0) {
      context.setWindowLog(config.effectiveWindow());
    }
    if (length >= 0) {
      context.setPledgedSrcSize(length);
    }
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> to) throws IOException {
    while (piece.hasRemaining()) {
      int length = Math.min(PIECE, piece.remaining());
      try (Arena arena = Arena.ofConfined()) {
        ByteBuffer bytes = arena.allocate(length).asByteBuffer();
        bytes.put(piece.slice(piece.position(), length)).flip();
        piece.position(piece.position() + length);
        in += length;
        ByteBuffer room = arena.allocate(PIECE).asByteBuffer();
        while (bytes.hasRemaining()) {
          run(room, bytes, EndDirective.CONTINUE, to);
        }
      }
    }
  }

  @Override
  public void finish(Consumer<ByteBuffer> to) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer nothing = arena.allocate(1).asByteBuffer().limit(0);
      ByteBuffer room = arena.allocate(PIECE).asByteBuffer();
      boolean ended = false;
      while (!ended) {
        ended = run(room, nothing, EndDirective.END, to);
      }
    }
    done.done(in, out);
  }

  /** True when nothing is left within. */
  private boolean run(
      ByteBuffer room, ByteBuffer bytes, EndDirective directive, Consumer<ByteBuffer> to)
      throws IOException {
    boolean empty;
    try {
      empty = context.compressDirectByteBufferStream(room.clear(), bytes, directive);
    } catch (ZstdException e) {
      throw new IOException("zstd does not go on", e);
    }
    if (room.flip().hasRemaining()) {
      out += room.remaining();
      to.accept(ByteBuffer.allocate(room.remaining()).put(room).flip());
    }
    return empty;
  }

  @Override
  public void release() {
    context.close();
  }
}
