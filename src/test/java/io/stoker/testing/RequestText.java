package io.stoker.testing;

import io.stoker.api.ChildContext;
import io.stoker.api.Connection;
import io.stoker.api.RequestBody;
import io.stoker.engine.Request;
import io.stoker.http.BodyFraming;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.ProtocolOptions;
import io.stoker.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads a request from text as the transport reads it from a socket. */
final class RequestText {

  private RequestText() {}

  /** A request from 192.0.2.1:50000 to 127.0.0.1:80. */
  static Request parse(String text, Instant time, String scheme) {
    RequestHead head = new RequestHead(ProtocolOptions.DEFAULT, scheme);
    int at = 0;
    RequestHead.Step step = new RequestHead.More();
    while (step instanceof RequestHead.More) {
      int end = text.indexOf("\r\n", at);
      if (end < 0) {
        throw new IllegalArgumentException("request ends too early: " + text);
      }
      step = head.line(text.substring(at, end), true);
      at = end + 2;
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    return switch (step) {
      case RequestHead.Complete c ->
          new Request(
              c.line(),
              c.headers(),
              c.host(),
              new Local(),
              new Text(declared(c.body()), text.substring(at)),
              micros,
              System.nanoTime(),
              c.notes(),
              null);
      case RequestHead.Refused r ->
          new Request(
              r.line(),
              r.headers(),
              Objects.requireNonNullElse(r.host(), new HostHeader.Accepted("", -1, false, null)),
              new Local(),
              new Text(0, ""),
              micros,
              System.nanoTime(),
              List.of(),
              r.refusal());
      case RequestHead.More m -> throw new IllegalStateException();
    };
  }

  private static long declared(BodyFraming.Result framing) {
    return switch (framing) {
      case BodyFraming.Length(long octets) -> octets;
      case BodyFraming.Chunked c -> -1;
      default -> 0;
    };
  }

  private record Text(long declaredLength, byte[] content, int[] position) implements RequestBody {
    Text(long declared, String content) {
      this(declared, content.getBytes(StandardCharsets.ISO_8859_1), new int[1]);
    }

    @Override
    public @Nullable ByteBuffer read() {
      int n = Math.min(7, content.length - position[0]);
      if (declaredLength == 0 || n == 0) {
        return null;
      }
      position[0] += n;
      return ByteBuffer.wrap(content, position[0] - n, n);
    }

    @Override
    public void limit(long bytes) {
      // the engine's own limit is what is tested
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public Headers trailers() {
      return Headers.EMPTY;
    }
  }

  private static final class Local implements Connection {

    private final ChildContext child = new FakeChild();

    @Override
    public ChildContext child() {
      return child;
    }

    @Override
    public long id() {
      return 1;
    }

    @Override
    public InetAddress remoteAddress() {
      return address(192, 0, 2, 1);
    }

    @Override
    public int remotePort() {
      return 50000;
    }

    @Override
    public InetAddress localAddress() {
      return address(127, 0, 0, 1);
    }

    private static InetAddress address(int... octets) {
      byte[] bytes = new byte[octets.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) octets[i];
      }
      try {
        return InetAddress.getByAddress(bytes);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int localPort() {
      return 8080;
    }

    @Override
    public int requestsServed() {
      return 0;
    }

    @Override
    public @Nullable SSLSession tls() {
      return null;
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
