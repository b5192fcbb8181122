package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Position;
import io.stoker.api.RequestBody;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Timeout and KeepAliveTimeout, with a clock that only tests move. */
class ConnectionTimeoutTest {

  private static final SlotValues THREE = Sites.timeout(3);

  @Test
  void waitsForTheFirstByteAsLongAsTimeout() {
    try (Memory m = Memory.echoing(THREE).afterSeconds(2)) {
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(1);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.text()).isEmpty();
      assertThat(m.requests).isEmpty();
    }
  }

  @Test
  void logsAFirstRequestLineThatNeverEnds() {
    try (Memory m = Memory.echoing(THREE).send("GET /a").afterSeconds(3)) {
      assertThat(m.text()).isEmpty();
      assertThat(m.isClosed()).isTrue();
      assertThat(m.requests.getFirst().line().text()).isEqualTo("-");
      assertThat(m.requests.getFirst().refusal().status()).isEqualTo(408);
      assertThat(m.only().wireOut()).isZero();
      assertThat(m.only().wireIn()).isEqualTo(6);
      assertThat(m.only().aborted()).isFalse();
    }
  }

  @Test
  void answersFieldsThatNeverEnd() {
    try (Memory m = Memory.echoing(THREE).send("GET /a HTTP/1.1\r\nHost: a\r\n").afterSeconds(3)) {
      assertThat(m.statuses()).containsExactly(408);
      assertThat(m.text()).contains("\r\nConnection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void timeoutCountsFromTheLastByte() {
    try (Memory m = Memory.echoing(THREE)) {
      for (char c : "GET /a HTTP/1.1\r\nHost: a\r\n\r\n".toCharArray()) {
        m.afterSeconds(2).send(String.valueOf(c));
      }
      assertThat(m.statuses()).containsExactly(200);
    }
  }

  @Test
  void closesAKeptConnectionAfterKeepAliveTimeout() {
    try (Memory m = Memory.echoing().get("/").afterSeconds(4)) {
      assertThat(m.isClosed()).isFalse();
      m.get("/").afterSeconds(4);
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(1);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.statuses()).containsExactly(200, 200);
      assertThat(m.requests).hasSize(2);
    }
  }

  @Test
  void aBegunRequestOnAKeptConnectionHasTimeoutAndIsNotTold() {
    try (Memory m = Memory.echoing(Sites.timeout(8)).get("/").send("GET").afterSeconds(7)) {
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(1);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.requests).hasSize(1);
    }
  }

  @Test
  void tellsTheReaderOfContentThatTheClientIsTooSlow() {
    try (Memory m = Memory.serving(THREE, ConnectionTimeoutTest::statusOfReading, true)) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
      m.afterSeconds(2).send("c").afterSeconds(2);
      assertThat(m.text()).isEmpty();
      m.afterSeconds(1);
      assertThat(m.text()).endsWith("408");
      assertThat(m.isClosed()).isTrue();
    }
  }

  private static Body statusOfReading(io.stoker.engine.Request r) {
    try {
      r.body().stream().readAllBytes();
      return Body.text("whole");
    } catch (RequestBody.Unreadable e) {
      return Body.text(String.valueOf(e.status()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSlowEngineIsNotTheClientsFault() {
    try (Memory m = Memory.echoing(THREE)) {
      m.client
          .channel()
          .writeInbound(HttpConnectionTest.buffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      m.afterSeconds(100);
      assertThat(m.statuses()).containsExactly(200);
    }
  }

  @Test
  void cutsOffAClientThatReadsNothing() {
    try (Memory m = Memory.serving(THREE, r -> Body.text("x".repeat(200_000)), true)) {
      m.client.stopReading();
      m.get("/").afterSeconds(2);
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(1);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.only().aborted()).isTrue();
    }
  }

  @Test
  void drainsUnreadContentButNotForEver() {
    try (Memory m = Memory.echoing(THREE)) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nab");
      assertThat(m.statuses()).containsExactly(200);
      m.afterSeconds(2).send("c").afterSeconds(2);
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(1);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void theTimeoutOfTheRequestsHostHoldsFromTheHeadOn() {
    Server main = new Server(Position.NONE, false, List.of(), Sites.timeout(3), SlotValues.EMPTY);
    Server host = new Server(Position.NONE, true, List.of(), Sites.timeout(9), SlotValues.EMPTY);
    try (Memory m =
        Memory.running(
            Sites.snapshot(main, host, Set.of()), r -> Sites.reply(r, statusOfReading(r)))) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab").afterSeconds(8);
      assertThat(m.text()).isEmpty();
      m.afterSeconds(1);
      assertThat(m.text()).endsWith("408");
    }
  }
}
