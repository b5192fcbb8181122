package io.stoker.container;

import io.stoker.testing.Client;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Requests over several connections, one after the other on each, from the start until {@link
 * #close}. Everything but a complete reply with status 200 is a failure; a connection that the
 * server closed between two requests is opened anew, as any client does.
 */
final class Visitors implements AutoCloseable {

  private final int port;
  private final List<String> paths;
  private final List<Thread> threads;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean ending;

  Visitors(int port, int connections, String... paths) {
    this.port = port;
    this.paths = List.of(paths);
    this.threads =
        IntStream.range(0, connections)
            .mapToObj(i -> Thread.ofVirtual().name("visitor-" + i).start(this::visit))
            .toList();
  }

  private void visit() {
    while (!ending) {
      try (Client client = new Client(port)) {
        visit(client);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  private void visit(Client client) throws IOException {
    for (int i = 0; !ending; i++) {
      Client.Reply reply = client.get(paths.get(i % paths.size()), "Accept-Encoding: gzip");
      answered.incrementAndGet();
      if (reply.code() != 200) {
        failures.add(reply.status());
      }
      if (reply.header("Connection").equalsIgnoreCase("close")) {
        return;
      }
    }
  }

  long answered() {
    return answered.get();
  }

  /** Waits until so many more requests have been answered. */
  void await(long more) {
    long goal = answered() + more;
    while (answered() < goal && failures.isEmpty()) {
      Image.pause();
    }
  }

  List<String> failures() {
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
