package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Connection;
import io.stoker.api.Hit;
import io.stoker.api.MpmSettings;
import io.stoker.api.WorkerStatus;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Requests that an event loop answers without a worker. */
class GlimpseTest {

  /** A request of which the scoreboard takes down something. */
  private static Hit hit(String requestLine, long start, long end, long bytes) {
    return hit(requestLine, start, end, bytes, "");
  }

  /** The same by a proxy that names the client. */
  private static Hit hit(String requestLine, long start, long end, long bytes, String forwarded) {
    String text = requestLine + "\r\nX-Forwarded-For: " + forwarded + "\r\n\r\n";
    byte[] head = text.getBytes(StandardCharsets.ISO_8859_1);
    long at = text.indexOf(": ") + 2L;
    long client = forwarded.isEmpty() ? Hit.ABSENT : at << 32 | (at + forwarded.length());
    Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                GlimpseTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> Stage.CLIENT);
    return (Hit)
        Proxy.newProxyInstance(
            GlimpseTest.class.getClassLoader(),
            new Class<?>[] {Hit.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "head" -> head;
                  case "requestLineEnd" -> requestLine.length();
                  case "connection" -> connection;
                  case "startNanos" -> start;
                  case "endNanos" -> end;
                  case "wireOut" -> bytes;
                  case "client" -> client;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static final long SECOND = 1_000_000_000L;

  @Test
  void aClientBehindAProxyIsShown() {
    Stage stage = new Stage().start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    Stage.Guest guest = stage.connect();
    guest.seat.hit(
        hit("GET /one HTTP/1.1", 2 * SECOND, 2 * SECOND + 1, 310, "203.0.113.100"), "a:80");
    assertThat(stage.slot(0, 0).client().getHostAddress()).isEqualTo("203.0.113.100");
    guest.seat.hit(hit("GET /two HTTP/1.1", 3 * SECOND, 3 * SECOND + 1, 310), "a:80");
    assertThat(stage.slot(0, 0).client()).isEqualTo(Stage.CLIENT);
  }

  @Test
  void aHitCountsInASlotAndShowsThere() {
    Stage stage = new Stage().start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    Stage.Guest guest = stage.connect();
    guest.seat.hit(hit("GET /one HTTP/1.1", 2 * SECOND, 2 * SECOND + 3_000_000, 310), "a:80");
    guest.seat.hit(hit("GET /two HTTP/1.1", 3 * SECOND, 3 * SECOND + 1_000_000, 300), "b:80");
    WorkerStatus slot = stage.slot(0, 0);
    assertThat(slot.accesses()).isEqualTo(2);
    assertThat(slot.bytes()).isEqualTo(610);
    assertThat(slot.durationNanos()).isEqualTo(4_000_000);
    assertThat(slot.requestNanos()).isEqualTo(1_000_000);
    assertThat(slot.request()).isEqualTo("GET /two HTTP/1.1");
    assertThat(slot.virtualHost()).isEqualTo("b:80");
    assertThat(slot.client()).isEqualTo(Stage.CLIENT);
    assertThat(stage.letters()).isEqualTo("__");
  }

  @Test
  void withoutExtendedStatusItIsOnlyCounted() {
    MpmSettings sizes = Sizes.event().start(1).threads(2).maxWorkers(2).build();
    Stage stage = new Stage().notExtended().start(sizes);
    stage.connect().seat.hit(hit("GET /one HTTP/1.1", SECOND, SECOND, 310), "a:80");
    assertThat(stage.slot(0, 0).accesses()).isEqualTo(1);
    assertThat(stage.slot(0, 0).request()).isNull();
  }

  @Test
  void aConnectionThatHoldsASlotCountsThere() {
    Stage stage = new Stage().start(Sizes.worker().start(1).threads(2).maxWorkers(2).build());
    stage.connect();
    Stage.Guest guest = stage.connect();
    guest.seat.hit(hit("GET /one HTTP/1.1", 2 * SECOND, 2 * SECOND, 310), "a:80");
    guest.seat.keptAlive();
    assertThat(stage.slot(0, 0).accesses()).isZero();
    assertThat(stage.slot(0, 1).accesses()).isEqualTo(1);
    assertThat(stage.slot(0, 1).connectionAccesses()).isEqualTo(1);
    assertThat(stage.letters()).isEqualTo("RK");
  }

  @Test
  void theBeginningAndTheEndOfALongLineAreKept() {
    Glimpse glimpse = new Glimpse();
    String line = "GET /" + "a".repeat(100) + "m".repeat(500) + "z".repeat(100) + " HTTP/1.1";
    glimpse.write(hit(line, 1, 2, 3), "a:80");
    Glimpse.Seen seen = glimpse.read();
    assertThat(seen).isNotNull();
    assertThat(seen.info().request())
        .isEqualTo(line.substring(0, 64) + line.substring(line.length() - 64));
  }

  @Test
  void aReaderNeverSeesHalfOfOne() {
    Glimpse glimpse = new Glimpse();
    Hit[] hits = new Hit[26];
    for (int i = 0; i < hits.length; i++) {
      char letter = (char) ('a' + i);
      hits[i] = hit(String.valueOf(letter).repeat(64), i, 2L * i, 0);
    }
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !enough.get(); i++) {
                Hit next = hits[i % hits.length];
                glimpse.write(next, next.requestLineEnd() + "");
              }
            });
    try {
      int seen = 0;
      while (seen < 2000) {
        Glimpse.Seen now = glimpse.read();
        if (now != null) {
          String line = now.info().request();
          assertThat(line).isEqualTo(line.substring(0, 1).repeat(64));
          assertThat(now.endNanos()).isEqualTo(2L * (line.charAt(0) - 'a'));
          seen++;
        }
      }
    } finally {
      enough.set(true);
      writer.join();
    }
  }
}
