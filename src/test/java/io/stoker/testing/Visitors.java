package io.stoker.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Requests over several connections, one after the other on each, from the start until {@link
 * #close}. Everything but a complete reply with status 200 is a failure, with one exception: a
 * connection that served before and is closed without a word is counted, and the request sent again
 * on another, as every client does (RFC 9112, section 9.3.1).
 */
public final class Visitors implements AutoCloseable {

  private final int port;
  private final List<String> paths;
  private final List<Thread> threads;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();
  private volatile boolean ending;

  /**
   * Begins at once.
   *
   * @param paths asked for one after the other
   */
  public Visitors(int port, int connections, String... paths) {
    this.port = port;
    this.paths = List.of(paths);
    this.threads =
        IntStream.range(0, connections)
            .mapToObj(i -> Thread.ofVirtual().name("visitor-" + i).start(this::visit))
            .toList();
  }

  private void visit() {
    int next = 0;
    while (!ending) {
      try (Client client = new Client(port)) {
        next = visit(client, next);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  /** The number of the request that is next when the connection has ended. */
  private int visit(Client client, int first) throws IOException {
    for (int i = first; !ending; i++) {
      if (!send(client, paths.get(i % paths.size()), i > first)) {
        closed.incrementAndGet();
        return i;
      }
      Client.Reply reply = client.read();
      answered.incrementAndGet();
      if (reply.code() != 200) {
        failures.add(reply.status());
      }
      if (reply.header("Connection").equalsIgnoreCase("close")) {
        return i + 1;
      }
      look();
    }
    return first;
  }

  /** A moment between two requests, each of which has a line in a log that a test may read. */
  private static void look() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a reply begins; if none does, that is a failure on a connection that is new. */
  private static boolean send(Client client, String path, boolean reused) throws IOException {
    try {
      client.send(path, "Accept-Encoding: gzip");
      InputStream reply = client.body();
      reply.mark(1);
      if (reply.read() >= 0) {
        reply.reset();
        return true;
      }
    } catch (SocketException e) {
      if (!reused) {
        throw e;
      }
      return false;
    }
    if (!reused) {
      throw new EOFException("closed without a reply");
    }
    return false;
  }

  /** How often a connection was closed between two requests without a word. */
  public long closed() {
    return closed.get();
  }

  /** How many replies came. */
  public long answered() {
    return answered.get();
  }

  /** Waits until so many more requests have been answered, or one has failed. */
  public void await(long more) {
    long goal = answered() + more;
    while (answered() < goal && failures.isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What went wrong, in words. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
