package io.stoker.transport;

import io.stoker.api.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request's content as a stream of bytes. Closing it reads nothing. */
final class ContentStream extends InputStream {

  private final RequestBody body;
  private @Nullable ByteBuffer current = ByteBuffer.allocate(0);

  ContentStream(RequestBody body) {
    this.body = body;
  }

  /** The buffer with the next byte, or null at the end. */
  private @Nullable ByteBuffer fill() throws IOException {
    while (current != null && !current.hasRemaining()) {
      current = body.read();
    }
    return current;
  }

  @Override
  public int read() throws IOException {
    ByteBuffer now = fill();
    return now == null ? -1 : now.get() & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer now = fill();
    if (now == null) {
      return -1;
    }
    int n = Math.min(length, now.remaining());
    now.get(bytes, offset, n);
    return n;
  }

  @Override
  public int available() {
    return current == null ? 0 : current.remaining();
  }
}
