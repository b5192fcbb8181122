package harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client for what wrk cannot do: HEAD, an exact number of requests, ten thousand idle
 * connections. Every answer to the one request that it sends has to be as long as the first.
 */
final class Client implements AutoCloseable {

  /** How many requests were answered in which time. */
  record Result(long requests, long micros) {
    double perSecond() {
      return requests * 1e6 / micros;
    }
  }

  private static final class Connection {
    final SocketChannel channel;
    long missing;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private final List<Connection> connections = new ArrayList<>();
  private final ByteBuffer request;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
  private final long length;
  private final Selector selector = Selector.open();

  /** Opens the connections and makes one request on each. */
  Client(InetSocketAddress to, int count, String request, boolean bodyless) throws IOException {
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    this.request = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    long first = 0;
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.socket().connect(to, 10_000);
      channel.socket().setTcpNoDelay(true);
      connections.add(new Connection(channel));
      channel.write(this.request.duplicate());
      long answered = readAnswer(channel, bodyless);
      if (first != 0 && answered != first) {
        throw new IOException("answers of %d and %d bytes".formatted(first, answered));
      }
      first = answered;
    }
    length = first;
    for (Connection c : connections) {
      c.channel.configureBlocking(false);
      c.channel.register(selector, SelectionKey.OP_READ, c);
    }
  }

  /** Blocking, the first answer of a connection. */
  private long readAnswer(SocketChannel channel, boolean bodyless) throws IOException {
    StringBuilder head = new StringBuilder();
    long seen = 0;
    while (true) {
      in.clear();
      int n = channel.read(in);
      if (n < 0) {
        throw new IOException("closed while answering");
      }
      seen += n;
      head.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
      int end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        long whole = end + 4 + (bodyless ? 0 : contentLength(head.substring(0, end)));
        while (seen < whole) {
          in.clear();
          n = channel.read(in);
          if (n < 0) {
            throw new IOException("closed while answering");
          }
          seen += n;
        }
        return whole;
      }
    }
  }

  static long contentLength(String head) {
    return head.lines()
        .filter(l -> l.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToLong(l -> Long.parseLong(l.substring(15).strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no Content-Length: " + head));
  }

  /** Requests on all connections, one after the other on each, until the time is over. */
  Result runFor(int seconds) throws IOException {
    return run(Long.MAX_VALUE, System.nanoTime() + seconds * 1_000_000_000L);
  }

  /** Exactly so many requests. */
  Result runCount(long count) throws IOException {
    return run(count, System.nanoTime() + 60_000_000_000L);
  }

  /** An error when the server has closed one of the connections. */
  void checkOpen() throws IOException {
    for (Connection c : connections) {
      if (c.channel.read(in.clear()) != 0) {
        throw new IOException("an idle connection was closed");
      }
    }
  }

  private Result run(long count, long deadline) throws IOException {
    long begin = System.nanoTime();
    long sent = 0;
    long answered = 0;
    for (Connection c : connections) {
      if (sent < count) {
        send(c);
        sent++;
      }
    }
    while (answered < sent) {
      boolean over = System.nanoTime() >= deadline;
      if (selector.select(5_000) == 0) {
        throw new IOException("no answer for five seconds");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Connection c = (Connection) key.attachment();
        if (receive(c)) {
          answered++;
          if (!over && sent < count) {
            send(c);
            sent++;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return new Result(answered, (System.nanoTime() - begin) / 1_000);
  }

  private void send(Connection c) throws IOException {
    c.channel.write(request.duplicate());
    c.missing = length;
  }

  private boolean receive(Connection c) throws IOException {
    in.clear();
    int n = c.channel.read(in);
    if (n < 0) {
      throw new IOException("closed while answering");
    }
    if (c.missing == length && n >= 9 && in.get(0) != 'H') {
      throw new IOException("an answer of another length than the first");
    }
    c.missing -= n;
    if (c.missing < 0) {
      throw new IOException("an answer of another length than the first");
    }
    return c.missing == 0;
  }

  @Override
  public void close() throws IOException {
    for (Connection c : connections) {
      c.channel.close();
    }
    selector.close();
  }
}
