package io.stoker.modules.mod_deflate;

import io.stoker.api.StreamFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses content in the gzip format (RFC 1952); what follows the first member is ignored. */
final class Gunzip implements StreamFilter {

  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int UNKNOWN_FLAGS = 0xe0;

  /** Content that is not what it says: broken, or growing beyond what is allowed. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /** Looks at the numbers of bytes after each piece of output. */
  @FunctionalInterface
  interface Guard {
    void check(long in, long out) throws IOException;
  }

  private enum State {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    CONTENT,
    TRAILER,
    END
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final int bufferSize;
  private final Guard guard;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private State state = State.HEADER;
  private int flags;
  private int extra;

  Gunzip(int bufferSize, Guard guard) {
    this.bufferSize = bufferSize;
    this.guard = guard;
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) throws IOException {
    while (piece.hasRemaining() && state != State.END) {
      if (state == State.CONTENT) {
        inflate(piece, out);
      } else {
        frame(piece.get() & 0xff);
      }
    }
    piece.position(piece.limit());
  }

  private void inflate(ByteBuffer piece, Consumer<ByteBuffer> out) throws IOException {
    inflater.setInput(piece);
    while (!inflater.finished() && !inflater.needsInput()) {
      ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
      try {
        inflater.inflate(buffer);
      } catch (DataFormatException e) {
        throw new Broken("inflating data: " + e.getMessage());
      }
      if (inflater.needsDictionary()) {
        throw new Broken("inflating data: a dictionary is missing");
      }
      if (buffer.flip().hasRemaining()) {
        crc.update(buffer.duplicate());
        guard.check(inflater.getBytesRead(), inflater.getBytesWritten());
        out.accept(buffer);
      }
    }
    if (inflater.finished()) {
      state = State.TRAILER;
    }
  }

  /** Takes one byte of the header or the trailer. */
  private void frame(int b) throws IOException {
    switch (state) {
      case HEADER -> header(b);
      case EXTRA_LENGTH -> {
        pending.write(b);
        if (pending.size() == 2) {
          extra = (int) littleEndian(0, 2);
          next(extra == 0 ? State.NAME : State.EXTRA);
        }
      }
      case EXTRA -> {
        if (--extra == 0) {
          next(State.NAME);
        }
      }
      case NAME, COMMENT -> {
        if (b == 0) {
          next(state == State.NAME ? State.COMMENT : State.HEADER_CRC);
        }
      }
      case HEADER_CRC -> {
        pending.write(b);
        if (pending.size() == 2) {
          next(State.CONTENT);
        }
      }
      default -> trailer(b);
    }
  }

  private void header(int b) throws Broken {
    pending.write(b);
    if (pending.size() < 10) {
      return;
    }
    byte[] head = pending.toByteArray();
    flags = head[3] & 0xff;
    if (head[0] != 0x1f || (head[1] & 0xff) != 0x8b || head[2] != 8) {
      throw new Broken("bad header");
    }
    if ((flags & UNKNOWN_FLAGS) != 0) {
      throw new Broken("bad flags");
    }
    next(State.EXTRA_LENGTH);
  }

  /** Goes to a part of the header, or to the first behind it that is there. */
  private void next(State wanted) {
    pending.reset();
    state = wanted;
    if (state == State.EXTRA_LENGTH && (flags & HAS_EXTRA) == 0) {
      state = State.NAME;
    }
    if (state == State.NAME && (flags & HAS_NAME) == 0) {
      state = State.COMMENT;
    }
    if (state == State.COMMENT && (flags & HAS_COMMENT) == 0) {
      state = State.HEADER_CRC;
    }
    if (state == State.HEADER_CRC && (flags & HAS_HEADER_CRC) == 0) {
      state = State.CONTENT;
    }
  }

  private void trailer(int b) throws Broken {
    pending.write(b);
    if (pending.size() < 8) {
      return;
    }
    if (littleEndian(0, 4) != crc.getValue()) {
      throw new Broken("Checksum of inflated stream invalid");
    }
    if (littleEndian(4, 4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new Broken("Length of inflated stream invalid");
    }
    state = State.END;
  }

  private long littleEndian(int from, int length) {
    byte[] bytes = pending.toByteArray();
    long value = 0;
    for (int i = from + length - 1; i >= from; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  @Override
  public void finish(Consumer<ByteBuffer> out) throws IOException {
    if (state != State.END) {
      throw new Broken("premature end of compressed content");
    }
  }

  @Override
  public void release() {
    inflater.end();
  }
}
