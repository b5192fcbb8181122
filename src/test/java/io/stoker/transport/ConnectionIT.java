package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Position;
import io.stoker.api.RequestBody;
import io.stoker.api.Transfer;
import io.stoker.engine.ContentService;
import io.stoker.engine.Request;
import io.stoker.mpm.Children;
import io.stoker.testing.TestChildren;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only real sockets show: closing, half-closing, breaking off, many clients at once. */
class ConnectionIT {

  private static final int PATIENCE = 120_000;

  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<Transfer> transfers = new LinkedBlockingQueue<>();
  private final Children children = TestChildren.running(Sites.snapshot(Sites.PLAIN), 4);
  private final ContentServer server =
      new ContentServer(children, 511, (m, args, cause, host, x) -> errors.add(m.format(args)));

  @BeforeAll
  static void watchBuffers() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ZERO);
    assertThat(server.connections()).isZero();
    assertThat(errors).isEmpty();
  }

  private void serve(ContentService service) throws ListenException {
    server.publish(
        Sites.snapshot(
            Sites.PLAIN.with(
                Core.LISTEN,
                List.of(new Core.ListenAddress("127.0.0.1", 0, "http", Set.of(), Position.NONE)))),
        service);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE);
    socket.connect(server.addresses().getFirst(), PATIENCE);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private Transfer sent() throws InterruptedException {
    Transfer t = transfers.poll(PATIENCE, TimeUnit.MILLISECONDS);
    assertThat(t).isNotNull();
    return t;
  }

  @Test
  void theReplySurvivesWhatTheClientStillSends() throws Exception {
    serve(r -> Sites.text(r, "x".repeat(100)));
    try (Socket socket = connect()) {
      // Refused at once; a plain close would answer the rest of this with a reset.
      send(socket, "GET / HTTP/1.1\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < 50; i++) {
        out.write(new byte[10_000]);
      }
      assertThat(readAll(socket)).startsWith("HTTP/1.1 400 ").endsWith("x".repeat(100));
    }
  }

  @Test
  void aHalfClosedClientGetsAllItsAnswers() throws Exception {
    serve(r -> Sites.text(r, r.line().target().path()));
    try (Socket socket = connect()) {
      for (int i = 1; i <= 20; i++) {
        send(socket, "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      socket.shutdownOutput();
      String all = readAll(socket);
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(21);
      assertThat(all).endsWith("/20");
    }
  }

  @Test
  void aClientThatClosesItsSideTooEarlyIsAnswered() throws Exception {
    serve(
        r -> {
          try {
            r.body().stream().readAllBytes();
            return Sites.text(r, "whole");
          } catch (RequestBody.Unreadable e) {
            return Sites.text(r, "cut " + e.status());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    for (int i = 0; i < 50; i++) {
      try (Socket socket = connect()) {
        send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        socket.shutdownOutput();
        assertThat(readAll(socket)).endsWith("cut 400");
      }
    }
  }

  @Test
  void noticesAClientThatBreaksOffInTheMiddleOfAReply() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    serve(r -> Sites.reply(r, endless(released), transfers::add));
    Socket socket = connect();
    send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
    socket.setSoLinger(true, 0);
    socket.close();
    assertThat(sent().aborted()).isTrue();
    assertThat(released.await(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
  }

  private static Body endless(CountDownLatch released) {
    return new Body.Stream(
        s ->
            s.onSubscribe(
                new Flow.Subscription() {
                  @Override
                  public void request(long n) {
                    s.onNext(ByteBuffer.allocate(10_000));
                  }

                  @Override
                  public void cancel() {
                    released.countDown();
                  }
                }),
        -1);
  }

  @Test
  void noticesAClientThatBreaksOffInTheMiddleOfItsRequest() throws Exception {
    BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    CountDownLatch reading = new CountDownLatch(1);
    serve(
        r -> {
          try {
            assertThat(r.body().read()).isNotNull();
            reading.countDown();
            r.body().stream().readAllBytes();
          } catch (RequestBody.Unreadable e) {
            statuses.add(e.status());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Sites.reply(r, Body.EMPTY, transfers::add);
        });
    Socket socket = connect();
    send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    reading.await();
    socket.setSoLinger(true, 0);
    socket.close();
    assertThat(statuses.poll(PATIENCE, TimeUnit.MILLISECONDS)).isEqualTo(400);
    assertThat(sent().aborted()).isTrue();
  }

  @Test
  void readsALargeUploadPieceByPiece() throws Exception {
    long length = 50_000_000;
    serve(
        r -> {
          long seen = 0;
          int most = 0;
          try {
            for (ByteBuffer b = r.body().read(); b != null; b = r.body().read()) {
              seen += b.remaining();
              most = Math.max(most, b.remaining());
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Sites.reply(r, Body.text(String.valueOf(seen)), transfers::add);
        });
    try (Socket socket = connect()) {
      send(socket, "POST / HTTP/1.0\r\nContent-Length: " + length + "\r\n\r\n");
      byte[] block = new byte[1_000_000];
      for (int i = 0; i < 50; i++) {
        socket.getOutputStream().write(block);
      }
      assertThat(readAll(socket)).endsWith(String.valueOf(length));
    }
    assertThat(sent().wireIn()).isGreaterThan(length);
  }

  @Test
  void doesNotReadWhatNobodyWants() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    serve(
        r -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Sites.reply(r, Body.text("no"), transfers::add);
        });
    try (Socket socket = connect()) {
      send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n");
      send(socket, "Connection: close\r\n\r\n");
      socket.getOutputStream().write(new byte[200_000]);
      go.countDown();
      assertThat(readAll(socket)).endsWith("no");
      // What is kept for the reader, and one read more.
      assertThat(sent().wireIn()).isLessThan(3L * RequestContent.ENOUGH);
    }
  }

  @Test
  void manyClientsShareFewWorkers() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    serve(
        r -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            return Sites.patient(Sites.reply(r, Body.text(echo(r)), transfers::add));
          } finally {
            now.decrementAndGet();
          }
        });
    List<Thread> clients = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int c = 0; c < 40; c++) {
      int client = c;
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      talk(client);
                    } catch (Throwable e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(failures).isEmpty();
    assertThat(most.get()).isBetween(1, 4);
    for (int i = 0; i < 40 * 50; i++) {
      assertThat(sent().aborted()).isFalse();
    }
    assertThat(transfers).isEmpty();
  }

  private void talk(int client) throws IOException {
    try (Socket socket = connect()) {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 50; i++) {
        String path = "/" + client + "/" + i;
        send(
            socket,
            "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + (i * 37) + "\r\n\r\n");
        socket.getOutputStream().write("y".repeat(i * 37).getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          int next = in.read();
          if (next < 0) {
            throw new EOFException("request " + i + ": " + head);
          }
          head.append((char) next);
        }
        String expected = path + " " + (i * 37);
        assertThat(new String(in.readNBytes(expected.length()), StandardCharsets.ISO_8859_1))
            .isEqualTo(expected);
      }
    }
  }

  private static String echo(Request r) {
    try {
      return r.line().target().path() + " " + r.body().stream().readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
