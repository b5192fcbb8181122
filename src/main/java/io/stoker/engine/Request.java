package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.api.RequestBody;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request as the transport read it, before any decision but the framing.
 *
 * @param requestLine as received, without the line end
 * @param method first word of the line
 * @param target second word, as sent
 * @param headers its fields; the engine owns them from here on
 * @param startMicros when its first byte came, microseconds since 1970
 * @param startNanos the same by {@link System#nanoTime}
 * @param refusal why the request cannot be served although it could be told apart, or null
 */
public record Request(
    String requestLine,
    String method,
    String target,
    HttpVersion version,
    Headers headers,
    Connection connection,
    RequestBody body,
    long startMicros,
    long startNanos,
    @Nullable Refusal refusal) {

  /**
   * A request that breaks the rules of HTTP or the limits of the configuration.
   *
   * @param status 400, 408, 413, 414, 431, 501, 505 …
   * @param message the error log's line, with its AH number
   */
  public record Refusal(int status, io.stoker.api.LogMessage message, Object[] args) {}
}
