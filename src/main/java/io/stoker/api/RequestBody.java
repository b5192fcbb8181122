package io.stoker.api;

import io.stoker.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request, read piece by piece; reading blocks the worker until the client sends,
 * and sends {@code 100 Continue} first where the client waits for it.
 */
public interface RequestBody {

  /** Content-Length, 0 where there is no content, -1 where it is chunked. */
  long declaredLength();

  /**
   * The next bytes, or null at the end.
   *
   * @throws IOException when the client is gone, is too slow, or sent bad chunks
   * @throws TooLarge when LimitRequestBody is passed
   */
  @Nullable ByteBuffer read() throws IOException;

  /** The same as a stream of bytes. */
  InputStream stream();

  /** Trailer fields; empty before the end was read. */
  Headers trailers();

  /** More content than LimitRequestBody allows: answered with 413. */
  final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(message);
    }
  }
}
