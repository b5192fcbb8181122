package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  @Test
  void answersARequest() {
    try (Memory m = Memory.echoing().get("/a")) {
      assertThat(m.text())
          .isEqualTo(
              "HTTP/1.1 200 OK\r\nServer: test\r\nContent-Length: 16\r\n"
                  + "Content-Type: text/plain\r\n\r\nGET /a HTTP/1.1\n");
      assertThat(m.isClosed()).isFalse();
      Transfer t = m.only();
      assertThat(t.bodyBytes()).isEqualTo(16);
      assertThat(t.wireIn()).isEqualTo("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".length());
      assertThat(t.wireOut()).isEqualTo(m.text().length());
      assertThat(t.aborted()).isFalse();
      assertThat(t.keptAlive()).isTrue();
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() {
    StringBuilder in = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      String line = (i % 3 == 0 ? "POST /" : i % 3 == 1 ? "GET /" : "HEAD /") + i + " HTTP/1.1";
      in.append(line).append("\r\nHost: a\r\n");
      in.append(
          switch (i % 6) {
            case 0 -> "Content-Length: 5\r\n\r\n12345";
            case 3 -> "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            default -> "\r\n";
          });
      expected.append(line).append('\n');
    }
    try (Memory m = Memory.echoing().send(in.toString())) {
      assertThat(m.requests.stream().map(r -> r.line().text() + "\n"))
          .containsExactly(expected.toString().split("(?<=\n)"));
      assertThat(m.statuses()).hasSize(50).containsOnly(200);
      assertThat(m.transfers()).allMatch(Transfer::keptAlive).hasSize(50);
    }
  }

  @Test
  void runsOneRequestAtATime() {
    List<String> seen = new ArrayList<>();
    try (Memory m =
        Memory.serving(
            r -> {
              seen.add(r.line().text() + " after " + r.connection().requestsServed());
              return Body.EMPTY;
            })) {
      m.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(seen).containsExactly("GET /1 HTTP/1.1 after 0", "GET /2 HTTP/1.1 after 1");
    }
  }

  @Test
  void closesAfterTheLastRequestThatIsAllowed() {
    try (Memory m = Memory.echoing()) {
      for (int i = 0; i < 101; i++) {
        assertThat(m.isClosed()).isFalse();
        m.get("/");
      }
      assertThat(m.isClosed()).isTrue();
      assertThat(m.statuses()).hasSize(101);
      assertThat(m.text().split("Connection: close", -1)).hasSize(2);
    }
  }

  @Test
  void answersAnOldClientWithContentAlone() {
    try (Memory m = Memory.echoing().send("GET /a\r\nGET /b\r\n")) {
      assertThat(m.text()).isEqualTo("GET /a\n");
      assertThat(m.isClosed()).isTrue();
      assertThat(m.requests.getFirst().line().version()).isEqualTo(HttpVersion.HTTP_0_9);
    }
  }

  @Test
  void refusesAndCloses() {
    try (Memory m =
        Memory.echoing().send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")) {
      assertThat(m.statuses()).containsExactly(400);
      assertThat(m.text()).contains("\r\nConnection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void closesAfterABadExpectationWithoutSayingSo() {
    try (Memory m =
        Memory.echoing()
            .send(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nExpect: foo\r\n\r\n"
                    + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n")) {
      assertThat(m.statuses()).containsExactly(417);
      assertThat(m.text()).contains("\r\nKeep-Alive: timeout=5, max=100\r\n");
      assertThat(m.only().keptAlive()).isTrue();
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void refusesALongRequestLineBeforeItsEnd() {
    try (Memory m = Memory.echoing().send("GET /" + "a".repeat(9000))) {
      assertThat(m.statuses()).containsExactly(414);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void refusesALongFieldBeforeItsEnd() {
    try (Memory m = Memory.echoing().send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(9000))) {
      assertThat(m.statuses()).containsExactly(400);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void refusesMoreFieldsThanAllowed() {
    try (Memory m =
        Memory.echoing().send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(100) + "\r\n")) {
      assertThat(m.statuses()).containsExactly(400);
    }
    try (Memory m =
        Memory.echoing().send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(99) + "\r\n")) {
      assertThat(m.statuses()).containsExactly(200);
    }
  }

  @Test
  void readsTheHeadUnderTheLimitsOfTheConnectionsServer() {
    SlotValues limited =
        Sites.PLAIN
            .with(Core.LIMIT_REQUEST_LINE, 20)
            .with(Core.HTTP_PROTOCOL_OPTIONS, new Core.ProtocolOptions(false, null, null));
    try (Memory m = Memory.echoing(limited).send("GET /123456789 HTTP/1.1\nHost: a\n\n")) {
      assertThat(m.statuses()).containsExactly(414);
    }
    try (Memory m = Memory.echoing(limited).send("GET / HTTP/1.1\nHost: a\n\n")) {
      assertThat(m.statuses()).containsExactly(200);
    }
  }

  @Test
  void answersAllThatAClientSentBeforeItClosedItsSide() {
    try (Memory m = Memory.echoing()) {
      m.client.channel().writeInbound(buffer("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3)));
      m.client.finishSending();
      assertThat(m.statuses()).containsExactly(200, 200, 200);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void closesSilentlyWhenTheClientGoesBeforeItsFirstLineEnds() {
    try (Memory m = Memory.echoing().send("GET /a HT")) {
      m.client.finishSending();
      assertThat(m.text()).isEmpty();
      assertThat(m.requests).isEmpty();
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void refusesARequestWhoseFieldsBreakOff() {
    try (Memory m = Memory.echoing().send("GET /a HTTP/1.1\r\nHost: a\r\nFoo")) {
      m.client.finishSending();
      assertThat(m.statuses()).containsExactly(400);
      assertThat(m.requests.getFirst().line().text()).isEqualTo("GET /a HTTP/1.1");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void tellsTheEngineWhenTheClientIsGoneBeforeTheReply() {
    List<Boolean> open = new ArrayList<>();
    try (Memory m =
        Memory.serving(
            r -> {
              open.add(r.connection().isOpen());
              return Body.text("late");
            })) {
      m.client.channel().writeInbound(buffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      m.client.channel().close();
      assertThat(m.only().aborted()).isTrue();
      assertThat(m.only().bodyBytes()).isZero();
      assertThat(open).containsExactly(false);
    }
  }

  @Test
  void survivesAServiceThatThrows() {
    try (Memory m =
        Memory.running(
                Sites.PLAIN,
                r -> {
                  throw new IllegalStateException("boom");
                })
            .expectingFailures()
            .get("/")) {
      assertThat(m.statuses()).containsExactly(500);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.server.failures()).hasSize(1);
    }
  }

  @Test
  void repliesAtShutdownSayThatTheConnectionCloses() {
    try (Memory m = Memory.echoing()) {
      m.client.channel().writeInbound(buffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      m.server.stop();
      assertThat(m.text()).contains("\r\nConnection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void shutdownClosesIdleConnectionsAfterAMoment() {
    try (Memory m = Memory.echoing().get("/")) {
      m.server.stop();
      assertThat(m.isClosed()).isFalse();
      assertThat(m.afterSeconds(1).isClosed()).isTrue();
    }
  }

  @Test
  void aRequestThatWasOnItsWayAtShutdownIsTheLast() {
    try (Memory m = Memory.echoing().get("/")) {
      m.server.stop();
      assertThat(m.get("/").text()).contains("Connection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  /** Its client was told that the connection is kept, and may have sent the next one. */
  @Test
  void aReplyThatWasBeingWrittenAtShutdownIsNotTheLast() {
    try (Memory m = Memory.echoing()) {
      m.client.stopReading();
      m.get("/");
      m.server.stop();
      m.client.startReading();
      assertThat(m.statuses()).containsExactly(200);
      assertThat(m.text()).doesNotContain("Connection: close");
      assertThat(m.isClosed()).isFalse();
      assertThat(m.get("/").text()).contains("Connection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void theNextRequestSeesWhatIsPublished() {
    List<AutoCloseable> closed = new ArrayList<>();
    Server plain = new Server(Position.NONE, false, List.of(), Sites.PLAIN, SlotValues.EMPTY);
    AutoCloseable log = () -> closed.add(null);
    try (Memory m =
        Memory.running(Sites.snapshot(plain, plain, Set.of(log)), r -> Sites.text(r, "first"))) {
      m.get("/");
      m.server.publish(Sites.snapshot(Sites.PLAIN), r -> Sites.text(r, "second"));
      assertThat(m.server.retired()).hasSize(1);
      m.get("/");
      assertThat(m.text()).contains("first").endsWith("second");
    }
  }

  @Test
  void aRequestKeepsWhatItBeganWith() {
    try (Memory m =
        Memory.running(
            Sites.snapshot(Sites.PLAIN),
            r -> {
              byte[] all;
              try {
                all = r.body().stream().readAllBytes();
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
              return Sites.text(r, "first " + all.length);
            })) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
      m.server.publish(Sites.snapshot(Sites.PLAIN), r -> Sites.text(r, "second"));
      assertThat(m.server.retired()).isEmpty();
      m.send("bc");
      assertThat(m.text()).endsWith("first 3");
      assertThat(m.server.retired()).hasSize(1);
    }
  }

  static io.netty.buffer.ByteBuf buffer(String text) {
    return io.netty.buffer.Unpooled.copiedBuffer(
        text, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
