package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import java.util.function.Consumer;

/**
 * A reply ready for the wire but for what belongs to the connection: Connection, Keep-Alive and
 * Transfer-Encoding are the transport's.
 *
 * @param headers in the order in which they are to be sent, Date and Server first
 * @param body what to send; for HEAD, 304 and the like {@link Body#EMPTY} with Content-Length (if
 *     any) already in the headers
 * @param close whether the connection must be closed after this reply whatever the client wishes
 * @param keepAliveTimeoutMillis how long the connection may stay idle after this reply
 * @param maxKeepAliveRequests 0 for no limit; keep-alive off is told by {@code close}
 * @param onSent to be called exactly once, when the last byte was handed to the network or the
 *     connection broke: runs LOG_TRANSACTION
 */
public record Response(
    int status,
    String reason,
    Headers headers,
    Body body,
    boolean close,
    long keepAliveTimeoutMillis,
    int maxKeepAliveRequests,
    Consumer<Transfer> onSent) {}
