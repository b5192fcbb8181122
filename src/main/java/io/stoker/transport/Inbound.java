package io.stoker.transport;

import io.stoker.api.RequestBody;
import io.stoker.http.BodyFraming;
import io.stoker.http.Diagnostic;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.Refusal;
import io.stoker.http.RequestLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a codec makes of the bytes of a client: a {@link Start}, content as buffers, and an {@link
 * End} or {@link Fault}. Another protocol's codec gives the same.
 */
sealed interface Inbound {

  /**
   * The head of a request.
   *
   * @param refusal why it is not acceptable, or null
   * @param lastOne whether the connection must be closed after it for the sake of its framing
   * @param silent whether nothing is to be sent in reply, only logged
   * @param startMicros when its first byte came, microseconds since 1970
   * @param startNanos the same by {@link System#nanoTime}
   */
  record Start(
      RequestLine line,
      Headers headers,
      HostHeader.Accepted host,
      BodyFraming.Result body,
      List<Diagnostic> notes,
      @Nullable Refusal refusal,
      boolean lastOne,
      boolean silent,
      long startMicros,
      long startNanos)
      implements Inbound {}

  /**
   * The end of a request.
   *
   * @param trailers fields after a chunked body, else empty
   */
  record End(Headers trailers) implements Inbound {
    static final End PLAIN = new End(Headers.EMPTY);
  }

  /**
   * The rest of the content cannot be read; nothing more comes of this connection.
   *
   * @param failure what to tell who reads the content
   */
  record Fault(RequestBody.Unreadable failure) implements Inbound {}
}
