package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.api.PhaseTimes;
import io.stoker.api.RequestBody;
import io.stoker.http.Diagnostic;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.Refusal;
import io.stoker.http.RequestLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the transport read it, before any decision but the framing: what {@link
 * io.stoker.http.RequestHead} says of it, and where it came from.
 *
 * @param line the request line
 * @param headers its fields; the engine owns them from here on
 * @param host whom it is for; without a name where it names none or was refused
 * @param startMicros when its first byte came, microseconds since 1970
 * @param startNanos the same by {@link System#nanoTime}
 * @param notes lines for the error log that do not stop the request
 * @param refusal why the request cannot be served although it could be told apart, or null: a break
 *     of the rules of HTTP, a limit of the configuration, or a timeout
 * @param times where its time goes, for those who look; null where nobody does
 */
public record Request(
    RequestLine line,
    Headers headers,
    HostHeader.Accepted host,
    Connection connection,
    RequestBody body,
    long startMicros,
    long startNanos,
    List<Diagnostic> notes,
    @Nullable Refusal refusal,
    @Nullable PhaseTimes times) {

  /** A request whose time nobody follows. */
  public Request(
      RequestLine line,
      Headers headers,
      HostHeader.Accepted host,
      Connection connection,
      RequestBody body,
      long startMicros,
      long startNanos,
      List<Diagnostic> notes,
      @Nullable Refusal refusal) {
    this(line, headers, host, connection, body, startMicros, startNanos, notes, refusal, null);
  }
}
