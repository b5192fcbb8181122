package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocal;
import io.stoker.api.Hit;
import io.stoker.api.MpmSettings;
import io.stoker.testing.TestChildren;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are answered the short way, with a clock that only tests move. */
class PlannedRepliesTest {

  private static final int SMALL = 10_000;

  /** What a hit said when it was counted: it is filled anew for the next one. */
  private record Counted(long bodyBytes, long wireOut, boolean aborted) {
    static Counted of(Hit hit) {
      return new Counted(hit.bodyBytes(), hit.wireOut(), hit.aborted());
    }
  }

  @TempDir Path root;
  private final List<Counted> counted = new ArrayList<>();
  private TestServer site;
  private MemoryServer server;

  /** Timeout 60; {@code /memory} is sent from memory, {@code /file} by the kernel. */
  @BeforeEach
  void start() {
    site =
        TestServer.in(root)
            .file("htdocs/small", "s".repeat(SMALL))
            .file("htdocs/memory", "m".repeat(20_000))
            .file("htdocs/file", "f".repeat(100_000))
            .start();
    start(TestChildren.event(4));
  }

  private void start(MpmSettings sizes) {
    server = new MemoryServer(site.snapshot(), site.service(), sizes);
    server
        .children()
        .traffic()
        .tell(
            request -> {
              if (request instanceof AnsweredHit planned) {
                counted.add(Counted.of(planned.hit()));
              }
            });
  }

  @AfterEach
  void stop() {
    assertThat(server.failures()).isEmpty();
    FastThreadLocal.removeAll(); // this thread's lane has replies ready
    assertThat(server.leaked()).as("bytes of buffers not released").isZero();
    site.close();
  }

  private MemoryServer.Client connect() {
    return server.connect(Memory.REMOTE, Memory.LOCAL, true);
  }

  private static String get(String path, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
  }

  private static void send(MemoryServer.Client client, String text) {
    client.send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(MemoryServer.Client client) {
    return new String(client.received(), StandardCharsets.ISO_8859_1);
  }

  /** Has a plan made; the length of the head. */
  private int plan(String path) {
    try (MemoryServer.Client client = connect()) {
      send(client, get(path));
      return text(client).indexOf("\r\n\r\n") + 4;
    }
  }

  private void pass(long seconds) {
    server.advance(seconds, TimeUnit.SECONDS);
  }

  // ---- the last reply ----

  private MemoryServer.Client withoutTheLastReplies() {
    plan("/small");
    MemoryServer.Client client = connect().stopReading();
    send(client, get("/small") + get("/small") + get("/small", "Connection: close"));
    assertThat(site.plans().hits()).isEqualTo(3);
    return client;
  }

  @Test
  void whoDoesNotTakeTheLastReplyIsCutOff() {
    try (MemoryServer.Client client = withoutTheLastReplies()) {
      pass(59);
      assertThat(client.isClosed()).isFalse();
      pass(1);
      assertThat(client.isClosed()).isTrue();
      assertThat(server.open()).isZero();
    }
  }

  @Test
  void whoTakesItSlowlyHasTimeAsLongAsItMoves() {
    try (MemoryServer.Client client = withoutTheLastReplies()) {
      for (int i = 0; i < 5; i++) {
        client.take(1000);
        pass(60);
        assertThat(client.isClosed()).isFalse();
      }
      pass(60);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void whoTakesItLateGetsAll() {
    try (MemoryServer.Client client = withoutTheLastReplies()) {
      client.finishSending();
      pass(59);
      client.startReading();
      assertThat(client.isClosed()).isTrue();
      assertThat(text(client).split("HTTP/1.1 200 OK", -1)).hasSize(4);
      assertThat(text(client)).endsWith("s".repeat(SMALL));
    }
  }

  /** The last replies are written when there is room for them, after the client's last word. */
  @Test
  void whoSendsNoMoreAndDoesNotTakeTheRestIsCutOff() {
    plan("/small");
    try (MemoryServer.Client client = connect().stopReading()) {
      send(client, get("/small").repeat(10));
      int written = (int) site.plans().hits();
      assertThat(written).isBetween(1, 9);
      client.finishSending();
      client.take(written * SMALL);
      assertThat(site.plans().hits()).isEqualTo(10);
      pass(60); // some was taken since the last of them was written
      assertThat(client.isClosed()).isFalse();
      pass(59);
      assertThat(client.isClosed()).isFalse();
      pass(1);
      assertThat(client.isClosed()).isTrue();
    }
  }

  // ---- replies that take their time ----

  @ParameterizedTest
  @ValueSource(strings = {"/memory", "/file"})
  void aReloadWaitsForThem(String path) {
    plan(path);
    try (MemoryServer.Client client = connect().stopReading()) {
      send(client, get(path));
      assertThat(site.plans().hits()).isEqualTo(1);
      server.publish(site.snapshot(), site.service());
      assertThat(server.retired()).isEmpty();
      client.startReading();
      assertThat(counted).hasSize(1);
      assertThat(server.retired()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/memory", "/file"})
  void aReloadDoesNotWaitForOneThatBroke(String path) {
    plan(path);
    try (MemoryServer.Client client = connect().stopReading()) {
      send(client, get(path));
      server.publish(site.snapshot(), site.service());
      assertThat(server.retired()).isEmpty();
    }
    assertThat(counted).hasSize(1);
    assertThat(server.retired()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/memory", "/file"})
  void ofOneThatBreaksCountsWhatWasTaken(String path) {
    int head = plan(path);
    try (MemoryServer.Client client = connect().stopReading()) {
      send(client, get(path));
      client.take(head + 1234);
    }
    assertThat(counted).containsExactly(new Counted(1234, head + 1234, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/memory", "/file"})
  void ofOneThatBreaksBeforeItsContentNothingCounts(String path) {
    plan(path);
    try (MemoryServer.Client client = connect().stopReading()) {
      send(client, get(path));
    }
    assertThat(counted).containsExactly(new Counted(0, 0, true));
  }

  // ---- children ----

  /**
   * Under MPMs where a connection keeps its worker a retiring child may have nowhere to send it.
   */
  @Test
  void aChildThatRetiresDoesNotLiveAsLongAsItsBusyConnections() throws Exception {
    start(TestChildren.prefork(2));
    plan("/small");
    try (MemoryServer.Client one = connect();
        MemoryServer.Client other = connect()) {
      send(one, get("/small"));
      send(other, get("/small"));
      assertThat(site.plans().hits()).isEqualTo(2);
      server.children().resize(TestChildren.prefork(1));
      server.settle();
      send(one, get("/small"));
      send(other, get("/small"));
      assertThat(List.of(one.isClosed(), other.isClosed())).containsOnlyOnce(true);
      assertThat(server.children().ended()).isEqualTo(1);
      assertThat(text(one.isClosed() ? one : other)).contains("Connection: close\r\n");
    }
  }
}
