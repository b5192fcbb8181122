package io.stoker.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An input filter: what handlers read in place of the content that the client sent. */
@FunctionalInterface
public interface InputFilter {

  /** Filters by name, as SetInputFilter and AddInputFilter know them. */
  ExtensionPoint<InputFilter> POINT = ExtensionPoint.of("input filter");

  /**
   * The content to be read instead, or {@code body} itself where there is nothing to do. Fields of
   * the request that describe the content may be changed; nothing is read yet.
   */
  RequestBody apply(Exchange x, RequestBody body);

  /** A body's pieces as a stream: what {@link RequestBody#stream} gives. */
  static InputStream stream(RequestBody body) {
    return new InputStream() {
      private @Nullable ByteBuffer current = ByteBuffer.allocate(0);

      private boolean fill() throws IOException {
        while (current != null && !current.hasRemaining()) {
          current = body.read();
        }
        return current != null;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (!fill() || current == null) {
          return -1;
        }
        int n = Math.min(length, current.remaining());
        current.get(into, offset, n);
        return n;
      }
    };
  }
}
