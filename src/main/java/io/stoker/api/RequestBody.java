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
   * @throws Unreadable when the client is gone, is too slow, or sent bad chunks
   * @throws TooLarge when LimitRequestBody is passed
   */
  @Nullable ByteBuffer read() throws IOException;

  /**
   * Reads and forgets what is left, as a handler does that has no use for content: the client's
   * mistakes show before the reply is made.
   */
  default void discard() throws IOException {
    while (read() != null) {
      // forgotten
    }
  }

  /**
   * Sets LimitRequestBody; checked against the declared length at the first read and against what
   * came at every read.
   *
   * @param bytes 0 for no limit, which is what holds until this is called
   */
  void limit(long bytes);

  /** The same as a stream of bytes. */
  InputStream stream();

  /** Trailer fields; empty before the end was read. */
  Headers trailers();

  /** Content that cannot be had. */
  class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String notes;

    public Unreadable(int status, String message) {
      this(status, message, null);
    }

    /**
     * As {@link #Unreadable(int, String)} with something to tell the user.
     *
     * @param notes what the error page adds (HTML), or null
     */
    public Unreadable(int status, String message, @Nullable String notes) {
      super(message);
      this.status = status;
      this.notes = notes;
    }

    /** What to answer: 400 for bad framing or a client that is gone, 408 when it is too slow. */
    public int status() {
      return status;
    }

    /** What the error page adds for the user (HTML), or null. */
    public @Nullable String notes() {
      return notes;
    }
  }

  /** Chunks that are none: 400. httpd tells no Content-Length in its answer to these. */
  final class BadChunk extends Unreadable {
    private static final long serialVersionUID = 1L;

    public BadChunk(String message) {
      super(400, message);
    }
  }

  /** Content that does not come as fast as RequestReadTimeout demands: 408. */
  final class TooSlow extends Unreadable {
    private static final long serialVersionUID = 1L;

    public TooSlow(String message) {
      super(408, message);
    }
  }

  /**
   * More content than LimitRequestBody allows, or chunks too large to count: 413. httpd tells no
   * Content-Length in its answer to these.
   */
  final class TooLarge extends Unreadable {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(413, message);
    }
  }
}
