package io.stoker.transport;

import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;

/**
 * What a codec turns into the bytes of a reply: an {@link Interim} or none, a {@link Head}, content
 * as buffers and file regions, and an {@link End} after chunks.
 */
sealed interface Outbound {

  /** A reply before the reply. */
  enum Interim implements Outbound {
    CONTINUE
  }

  /**
   * The head of a reply.
   *
   * @param headers as the engine gave them
   * @param own the connection's fields
   * @param ownAt how many of {@code headers} come before them
   * @param content the whole content where it is small, else empty
   */
  record Head(
      HttpVersion version,
      int status,
      String reason,
      Headers headers,
      KeepAlive own,
      int ownAt,
      byte[] content)
      implements Outbound {}

  /** The end of a chunked body. */
  record End(Headers trailers) implements Outbound {}
}
