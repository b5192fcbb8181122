package io.stoker.transport;

import io.stoker.api.Core;
import io.stoker.api.ReadTimeouts;
import io.stoker.api.Server;
import io.stoker.http.ProtocolOptions;
import java.time.Duration;

/**
 * What a server's configuration says of its connections, ready for use.
 *
 * @param options rules and limits for request heads
 * @param timeoutNanos Timeout: how long to wait for the client to send or to take the next bytes
 * @param keepAliveNanos KeepAliveTimeout
 * @param reads RequestReadTimeout
 */
record ServerSettings(
    ProtocolOptions options, long timeoutNanos, long keepAliveNanos, ReadTimeouts reads) {

  /** httpd waits for ever where a time of 0 is given; so long is as good. */
  private static final long FOREVER = Duration.ofDays(3650).toNanos();

  static ServerSettings of(Server server) {
    return new ServerSettings(
        server.requestRules(),
        nanos(server.get(Core.TIMEOUT)),
        nanos(server.get(Core.KEEP_ALIVE_TIMEOUT)),
        server.get(ReadTimeouts.SLOT));
  }

  private static long nanos(Duration time) {
    return time.isZero() || time.compareTo(Duration.ofDays(3650)) > 0 ? FOREVER : time.toNanos();
  }
}
