package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import java.util.function.Consumer;

/**
 * A reply ready for the wire but for what belongs to the connection: Connection, Keep-Alive and
 * Transfer-Encoding are the transport's.
 *
 * @param version for the status line: HTTP/1.1, or HTTP/1.0 where force-response-1.0 asks for it
 * @param reason the reason phrase
 * @param headers in the order in which they are to be sent, Date and Server first; with
 *     Content-Length exactly where the length is to be told
 * @param connectionFieldsAt how many of the headers come before the transport's own fields
 * @param body what to send; for HEAD, 304 and the like {@link Body#EMPTY} with Content-Length (if
 *     any) already in the headers
 * @param bodyForbidden whether there can be no content whatever the headers say (HEAD, 1xx, 204,
 *     304), so that nothing is chunked
 * @param mayChunk whether the client is answered as one of HTTP/1.1 (false for older ones and under
 *     downgrade-1.0): a body of unknown length goes in chunks, and connections are kept unless the
 *     client says otherwise; else the end of the connection ends it
 * @param close whether the connection must be closed after this reply whatever the client wishes
 * @param keepAliveTimeoutMillis how long the connection may stay idle after this reply
 * @param maxKeepAliveRequests 0 for no limit; keep-alive off is told by {@code close}
 * @param onSent to be called exactly once, when the last byte was handed to the network or the
 *     connection broke: runs LOG_TRANSACTION
 */
public record Response(
    HttpVersion version,
    int status,
    String reason,
    Headers headers,
    int connectionFieldsAt,
    Body body,
    boolean bodyForbidden,
    boolean mayChunk,
    boolean close,
    long keepAliveTimeoutMillis,
    int maxKeepAliveRequests,
    Consumer<Transfer> onSent) {

  /** The same reply with another body. */
  public Response with(Body other) {
    return new Response(
        version,
        status,
        reason,
        headers,
        connectionFieldsAt,
        other,
        bodyForbidden,
        mayChunk,
        close,
        keepAliveTimeoutMillis,
        maxKeepAliveRequests,
        onSent);
  }
}
