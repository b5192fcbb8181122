package io.stoker.api;

import io.stoker.http.Ipv6;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The connection a request came on. */
public interface Connection {

  /** Unique while the process lives. */
  long id();

  /** The peer's address; the client's own may differ behind a proxy ({@link Exchange#clientIp}). */
  InetAddress remoteAddress();

  int remotePort();

  /**
   * The client as a header of the PROXY protocol told at the beginning, the peer itself where that
   * header said that nobody stands behind it; null where there was none.
   */
  default @Nullable InetAddress proxied() {
    return null;
  }

  /** The client's port, which such a header tells too; else {@link #remotePort}. */
  default int clientPort() {
    return remotePort();
  }

  /** Tells who shows what connections do that the present request is another client's. */
  default void client(InetAddress address) {}

  InetAddress localAddress();

  int localPort();

  /** {@link #remoteAddress} as logs show it, in US-ASCII; not to be changed. */
  default byte[] remoteText() {
    return Ipv6.text(remoteAddress()).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@link #localAddress} as logs show it, in US-ASCII; not to be changed. */
  default byte[] localText() {
    return Ipv6.text(localAddress()).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Requests answered on it before the present one. */
  int requestsServed();

  /** The TLS session, or null on a plain connection. */
  @Nullable SSLSession tls();

  /** The child that has it; another one may have it when its next request comes. */
  ChildContext child();

  /** Whether bytes can still be sent; false once the client is known to be gone. */
  boolean isOpen();

  /**
   * Has something done when the connection is closed, at once where it is already. It must not
   * block.
   *
   * @return takes the wish back
   */
  default Runnable whenClosed(Runnable action) {
    return () -> {};
  }

  /** The connection itself, the same object for all its requests: for who keeps something by it. */
  default Connection itself() {
    return this;
  }
}
