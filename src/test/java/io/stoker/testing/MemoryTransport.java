package io.stoker.testing;

import io.stoker.api.MpmSettings;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.mpm.Children;
import io.stoker.transport.MemoryServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves a configuration without sockets: raw bytes of requests in, raw bytes of replies out,
 * through the real codec and connection handler. Nothing happens between calls: when {@link
 * Client#send} returns, all that the bytes cause has happened, however much of it blocks; time
 * stands still until {@link #advance}.
 *
 * <pre>{@code
 * MemoryTransport server = new MemoryTransport(snapshot, engine);
 * try (var client = server.connect("127.0.0.1", 80, "127.0.0.1", 40000)) {
 *   client.send(request);
 *   byte[] reply = client.received();
 * }
 * }</pre>
 */
public final class MemoryTransport {

  private final MemoryServer server;

  public MemoryTransport(Snapshot snapshot, ContentService service) {
    this(snapshot, service, TestChildren.event(16));
  }

  /** As the constructor, with children of that sizing. */
  public MemoryTransport(Snapshot snapshot, ContentService service, MpmSettings sizes) {
    server = new MemoryServer(snapshot, service, sizes);
  }

  /** What its children do. */
  public Children children() {
    return server.children();
  }

  /** Replaces the configuration; the next request of every connection sees it. */
  public void publish(Snapshot snapshot, ContentService service) {
    server.publish(snapshot, service);
  }

  /** A connection to {@code host:port} from {@code from:fromPort}; addresses as literals. */
  public Client connect(String host, int port, String from, int fromPort) {
    return new Client(
        server.connect(
            new InetSocketAddress(from, fromPort), new InetSocketAddress(host, port), true));
  }

  /** Lets time pass for timeouts. */
  public void advance(Duration time) {
    server.advance(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What went wrong that should not have: exceptions out of the service, broken streams. */
  public List<Throwable> failures() {
    return server.failures();
  }

  /** The client's end of a connection. */
  public static final class Client implements AutoCloseable {
    private final MemoryServer.Client end;

    private Client(MemoryServer.Client end) {
      this.end = end;
    }

    /** Sends bytes. */
    public void send(byte[] bytes) {
      end.send(bytes);
    }

    /** Closes the sending side only. */
    public void finishSending() {
      end.finishSending();
    }

    /** Every byte received since the connection was made. */
    public byte[] received() {
      return end.received();
    }

    /** Whether the server closed the connection. */
    public boolean isClosed() {
      return end.isClosed();
    }

    /** Breaks the connection off. */
    @Override
    public void close() {
      end.close();
    }
  }
}
