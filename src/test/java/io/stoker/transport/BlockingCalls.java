package io.stoker.transport;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Position;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.testing.TestChildren;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import reactor.blockhound.BlockHound;

/**
 * A program of its own, since BlockHound changes the virtual machine for good: serves every kind of
 * reply over sockets and prints each call that blocked an event loop. Prints {@code checked} at the
 * end.
 */
final class BlockingCalls {

  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

  private BlockingCalls() {}

  public static void main(String[] args) throws Exception {
    BlockHound.builder()
        .loadIntegrations()
        .blockingMethodCallback(BlockingCalls::blocked)
        .install();
    Path file = Files.write(Path.of(args[0]), new byte[300_000]);
    ContentServer server =
        new ContentServer(
            TestChildren.running(Sites.snapshot(Sites.PLAIN), 3), 511, (m, a, c, s, x) -> {});
    server.publish(
        Sites.snapshot(
            Sites.PLAIN.with(
                Core.LISTEN,
                List.of(new Core.ListenAddress("127.0.0.1", 0, "http", Set.of(), Position.NONE)))),
        r -> reply(r, file));
    request(server.addresses().getFirst(), "GET /blocks HTTP/1.0\r\n\r\n");
    if (CALLS.isEmpty()) {
      System.out.println("a call that blocks was not seen");
    }
    CALLS.clear();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(Thread.ofPlatform().start(() -> talk(server.addresses().getFirst())));
    }
    for (Thread client : clients) {
      client.join();
    }
    server.stop(Duration.ofSeconds(5));
    CALLS.forEach(System.out::println);
    System.out.println("checked");
  }

  private static void blocked(reactor.blockhound.BlockingMethod method) {
    StackTraceElement[] trace = new Throwable().getStackTrace();
    for (StackTraceElement frame : trace) {
      if (frame.getClassName().startsWith("io.netty.buffer.")) {
        return; // Netty's pools have locks that are held for moments
      }
    }
    StringBuilder where = new StringBuilder(method.toString());
    for (int i = 1; i < Math.min(trace.length, 25); i++) {
      where.append("\n  at ").append(trace[i]);
    }
    CALLS.add(where.toString());
  }

  private static Response reply(Request r, Path file) {
    if (r.line().target().path().equals("/blocks")) {
      return Sites.reply(r, Body.EMPTY, t -> LockSupport.parkNanos(1));
    }
    try {
      return Sites.reply(
          r,
          switch (r.line().target().path()) {
            case "/file" -> region(file, false);
            case "/sendfile" -> region(file, true);
            case "/stream" -> new Body.Stream(BlockingCalls::count, -1);
            case "/upload" -> Body.text(String.valueOf(r.body().stream().readAllBytes().length));
            default -> Body.text("small");
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Body region(Path file, boolean sendfile) throws IOException {
    FileChannel channel = FileChannel.open(file);
    return new Body.FileRegion(channel, 0, channel.size(), sendfile, () -> close(channel));
  }

  /** What the engine does about closing a file is its own affair. */
  private static void close(FileChannel channel) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                channel.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static void count(Flow.Subscriber<? super ByteBuffer> s) {
    s.onSubscribe(
        new Flow.Subscription() {
          private int left = 20;

          @Override
          public void request(long n) {
            if (left-- > 0) {
              s.onNext(ByteBuffer.allocate(1000));
            } else {
              s.onComplete();
            }
          }

          @Override
          public void cancel() {}
        });
  }

  private static void talk(InetSocketAddress server) {
    try {
      for (int i = 0; i < 20; i++) {
        for (String path : List.of("/small", "/file", "/sendfile", "/stream")) {
          request(server, "GET " + path + " HTTP/1.0\r\n\r\n");
        }
        request(
            server,
            "POST /upload HTTP/1.0\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
        request(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void request(InetSocketAddress server, String text) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }
}
