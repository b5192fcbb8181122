package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ResourceLeakDetector;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Position;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.testing.TestChildren;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content plane over real sockets. */
class ContentServerIT {

  private static final int PATIENCE = 120_000;

  @TempDir Path dir;

  private final List<String> errors = new ArrayList<>();
  private final ContentServer server =
      new ContentServer(
          TestChildren.running(Sites.snapshot(Sites.PLAIN), 8),
          511,
          (message, args, cause, host, x) -> errors.add(message.format(args)),
          Duration.ofMillis(PATIENCE),
          Duration.ofMillis(PATIENCE));

  @BeforeAll
  static void watchBuffers() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ZERO);
    assertThat(errors).isEmpty();
  }

  private static Snapshot listening(String... addresses) {
    return listening(Sites.PLAIN, 0, addresses);
  }

  private static Snapshot listening(SlotValues values, int port, String... addresses) {
    List<Core.ListenAddress> listens = new ArrayList<>();
    for (String address : addresses) {
      listens.add(
          new Core.ListenAddress(
              address.equals("*") ? null : address, port, "http", Set.of(), Position.NONE));
    }
    return Sites.snapshot(values.with(Core.LISTEN, listens));
  }

  private void start(ContentService service) throws ListenException {
    server.publish(listening("127.0.0.1"), service);
  }

  private Socket connect() throws IOException {
    return connect(server.addresses().getFirst());
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE);
    socket.connect(address, PATIENCE);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder seen = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (seen.indexOf(end) < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      seen.append((char) c);
    }
    return seen.toString();
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** A client who says nothing, and then one who is answered. */
  private void withASilentClient(IntConsumer connections) throws Exception {
    try (Socket silent = connect();
        Socket other = connect()) {
      send(other, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(readUntil(other, "hello")).startsWith("HTTP/1.1 200 OK");
      connections.accept(server.connections());
      assertThat(silent.isConnected()).isTrue();
    }
  }

  private void awaitConnections(int expected) {
    while (server.connections() != expected) {
      Thread.onSpinWait();
    }
  }

  @Test
  void acceptFilterLeavesSilentClientsToTheKernel() throws Exception {
    ContentService hello = r -> Sites.patient(Sites.text(r, "hello"));
    start(hello);
    withASilentClient(count -> assertThat(count).isEqualTo(1));
    awaitConnections(0);
    // It can be changed while the socket is open.
    SlotValues none = Sites.PLAIN.with(Core.ACCEPT_FILTERS, Map.of("http", "none"));
    server.publish(listening(none, 0, "127.0.0.1"), hello);
    // Each is taken by an event loop of its own: which of them is first is not told.
    withASilentClient(count -> awaitConnections(2));
  }

  /** What was read by the old one is answered by it, and then it is closed. */
  @Test
  void aLoopThatIsLateKeepsTheOldConfigurationAndNotTheNewOneFromBeingServed() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    List<String> said = new ArrayList<>();
    ContentServer impatient =
        new ContentServer(
            TestChildren.running(Sites.snapshot(Sites.PLAIN), 8),
            511,
            (message, args, cause, host, x) -> said.add(message.format(args)),
            Duration.ofMillis(PATIENCE),
            Duration.ofMillis(1));
    ContentService holdsItsLoop =
        new ContentService() {
          @Override
          public Response serve(Request request) {
            return Sites.text(request, "first");
          }

          @Override
          public boolean lookForChanges() {
            entered.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return false;
          }
        };
    try {
      impatient.publish(listening("127.0.0.1").closing(closed::countDown), holdsItsLoop);
      try (Socket socket = connect(impatient.addresses().getFirst())) {
        send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        entered.await();
        impatient.publish(listening("127.0.0.1"), r -> Sites.text(r, "second"));
        assertThat(said).singleElement().asString().startsWith("STK0203: an event loop did not");
        assertThat(closed.getCount()).isEqualTo(1);
        go.countDown();
        assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
        assertThat(closed.await(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
      }
    } finally {
      go.countDown();
      impatient.stop(Duration.ZERO);
    }
  }

  @Test
  void answersOverASocket() throws Exception {
    start(r -> Sites.text(r, "hello " + r.connection().remotePort()));
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(readAll(socket))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nConnection: close\r\n")
          .endsWith("hello " + socket.getLocalPort());
    }
  }

  @Test
  void listensOnEveryAddressWithOneSocket() throws Exception {
    server.publish(listening("*"), r -> Sites.text(r, r.connection().remoteAddress().toString()));
    int port = server.addresses().getFirst().getPort();
    for (String host : List.of("127.0.0.1", "::1")) {
      try (Socket socket = new Socket(InetAddress.getByName(host), port)) {
        socket.setSoTimeout(PATIENCE);
        send(socket, "GET / HTTP/1.0\r\n\r\n");
        assertThat(readAll(socket)).endsWith(InetAddress.getByName(host).toString());
      }
    }
  }

  @Test
  void aFloodOnOneSocketDoesNotStarveAnother() throws Exception {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    server.publish(
        listening("127.0.0.1", "127.0.0.2", "::1"),
        r -> {
          asked.add(r.line().target().path());
          return Sites.text(r, "hello");
        });
    List<InetSocketAddress> addresses = server.addresses();
    assertThat(addresses).hasSize(3);
    AtomicBoolean enough = new AtomicBoolean();
    List<Thread> flood = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      flood.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!enough.get()) {
                      try (Socket socket = connect(addresses.getFirst())) {
                        send(socket, "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
                        readUntil(socket, "hello");
                      } catch (IOException e) {
                        enough.set(true);
                      }
                    }
                  }));
    }
    for (int i = 0; i < 100; i++) {
      for (InetSocketAddress other : addresses.subList(1, 3)) {
        try (Socket socket = connect(other)) {
          send(socket, "GET /other HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(readUntil(socket, "hello")).startsWith("HTTP/1.1 200 OK");
        }
      }
    }
    assertThat(enough.getAndSet(true)).as("the flood broke off").isFalse();
    for (Thread thread : flood) {
      thread.join();
    }
    // All were served side by side.
    assertThat(asked.subList(0, asked.size() / 2)).contains("/flood", "/other");
  }

  @Test
  void saysInHttpdsWordsThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () ->
                  server.publish(
                      listening(Sites.PLAIN, taken.getLocalPort(), "127.0.0.1"),
                      r -> Sites.text(r, "")))
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "(98)Address already in use: AH00072: make_sock: could not bind to address 127.0.0.1:"
                  + taken.getLocalPort()
                  + "\nno listening sockets available, shutting down");
    }
  }

  @Test
  void keepsServingWhenTheNextConfigurationCannotListen() throws Exception {
    start(r -> Sites.text(r, "first"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket socket = connect()) {
      assertThatThrownBy(
              () ->
                  server.publish(
                      listening(Sites.PLAIN, taken.getLocalPort(), "127.0.0.1"),
                      r -> Sites.text(r, "second")))
          .isInstanceOf(ListenException.class);
      send(socket, "GET / HTTP/1.0\r\n\r\n");
      assertThat(readAll(socket)).endsWith("first");
    }
  }

  @Test
  void aKeptConnectionSeesTheNextConfiguration() throws Exception {
    start(r -> Sites.patient(Sites.text(r, "first")));
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      readUntil(socket, "first");
      start(r -> Sites.text(r, "second"));
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(readUntil(socket, "second")).endsWith("second");
    }
  }

  @Test
  void sendsMoreThanAnIntCanCount() throws Exception {
    long length = (2L << 30) + 12_345;
    Path sparse = dir.resolve("sparse");
    try (FileChannel file =
        FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(java.nio.ByteBuffer.wrap(new byte[] {'x'}), length - 1);
    }
    BlockingQueue<Transfer> sent = new LinkedBlockingQueue<>();
    CountDownLatch released = new CountDownLatch(1);
    FileChannel file = FileChannel.open(sparse);
    start(
        r ->
            Sites.reply(
                r, new Body.FileRegion(file, 0, length, true, released::countDown), sent::add));
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.0\r\n\r\n");
      assertThat(readUntil(socket, "\r\n\r\n")).contains("Content-Length: " + length);
      byte[] buffer = new byte[1 << 20];
      long seen = 0;
      byte last = 0;
      for (int n; (n = socket.getInputStream().read(buffer)) > 0; seen += n) {
        last = buffer[n - 1];
      }
      assertThat(seen).isEqualTo(length);
      assertThat(last).isEqualTo((byte) 'x');
    }
    assertThat(sent.poll(PATIENCE, TimeUnit.MILLISECONDS).bodyBytes()).isEqualTo(length);
    assertThat(released.await(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
    file.close();
  }

  @Test
  void stopsWithinASecondWhateverRuns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    BlockingQueue<Transfer> sent = new LinkedBlockingQueue<>();
    start(
        r -> {
          entered.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Sites.reply(r, Body.EMPTY, sent::add);
        });
    try (Socket busy = connect()) {
      send(busy, "GET / HTTP/1.0\r\n\r\n");
      entered.await();
      server.stop(Duration.ZERO);
      assertThat(server.connections()).isZero();
      never.countDown();
      assertThat(sent.poll(PATIENCE, TimeUnit.MILLISECONDS).aborted()).isTrue();
    }
  }

  @Test
  void gracefulStopLetsRequestsEnd() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(
        r -> {
          entered.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Sites.text(r, "done");
        });
    try (Socket busy = connect()) {
      send(busy, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      entered.await();
      Thread stopper = Thread.ofVirtual().start(() -> server.stop(Duration.ofMillis(PATIENCE)));
      while (!server.isStopping()) {
        Thread.onSpinWait();
      }
      go.countDown();
      assertThat(readAll(busy)).contains("Connection: close").endsWith("done");
      stopper.join();
    }
  }

  /** Kept or new: what a client or a proxy sends while it cannot know is answered, as the last. */
  @Test
  void whatIsOnItsWayWhenTheServerStopsIsAnswered() throws Exception {
    SlotValues none = Sites.PLAIN.with(Core.ACCEPT_FILTERS, Map.of("http", "none"));
    server.publish(listening(none, 0, "127.0.0.1"), r -> Sites.patient(Sites.text(r, "done")));
    try (Socket kept = connect();
        Socket fresh = connect()) {
      send(kept, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      byte[] first = kept.getInputStream().readNBytes(12);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      while (server.connections() < 2) {
        Thread.onSpinWait();
      }
      Thread stopper = Thread.ofVirtual().start(() -> server.stop(Duration.ofMillis(PATIENCE)));
      while (!server.isStopping()) {
        Thread.onSpinWait();
      }
      send(kept, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      send(fresh, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      for (Socket one : List.of(kept, fresh)) {
        assertThat(readAll(one)).contains("Connection: close").endsWith("done");
        one.close();
      }
      stopper.join();
      assertThat(server.connections()).isZero();
    }
  }
}
