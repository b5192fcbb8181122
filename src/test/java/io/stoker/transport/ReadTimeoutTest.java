package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.ReadTimeouts;
import io.stoker.api.ReadTimeouts.Stage;
import io.stoker.api.RequestBody;
import io.stoker.api.SlotValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RequestReadTimeout, with a clock that only tests move. */
class ReadTimeoutTest {

  private static final String HEAD = "GET /a HTTP/1.1\r\nHost: a\r\n";

  private static SlotValues limits(Stage header, Stage body) {
    return Sites.PLAIN.with(ReadTimeouts.SLOT, new ReadTimeouts(Stage.NONE, header, body));
  }

  private static SlotValues header(long seconds, long most, long rate) {
    return limits(new Stage(seconds, most, rate), Stage.NONE);
  }

  @Test
  void aHeadHasItsTimeInAllHoweverOftenSomethingComes() {
    try (Memory m = Memory.echoing(header(3, 0, 0)).send(HEAD)) {
      m.afterSeconds(1).send("A").afterSeconds(1).send("B");
      assertThat(m.statuses()).isEmpty();
      m.afterSeconds(1);
      assertThat(m.statuses()).containsExactly(408);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void bytesGiveMoreTimeUpToTheMost() {
    String line = "X: " + "x".repeat(995) + "\r\n";
    try (Memory m = Memory.echoing(header(3, 6, 500)).send(HEAD)) {
      m.afterSeconds(2).send(line).afterSeconds(2).send(line).afterSeconds(1);
      assertThat(m.statuses()).isEmpty();
      m.afterSeconds(1);
      assertThat(m.statuses()).containsExactly(408);
    }
  }

  @Test
  void withoutAMostThereIsTimeAsLongAsBytesCome() {
    try (Memory m = Memory.echoing(header(3, 0, 500)).send(HEAD)) {
      for (int i = 0; i < 20; i++) {
        m.afterSeconds(2).send("X" + i + ": " + "x".repeat(995) + "\r\n");
      }
      assertThat(m.send("\r\n").statuses()).containsExactly(200);
    }
  }

  @Test
  void whoSaysNothingAtFirstIsLoggedAndNotAnswered() {
    try (Memory m = Memory.echoing(header(3, 0, 0)).afterSeconds(3)) {
      assertThat(m.text()).isEmpty();
      assertThat(m.requests.getFirst().refusal().status()).isEqualTo(408);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void theTimeOfALaterRequestBeginsWithItsFirstByte() {
    try (Memory m = Memory.echoing(header(2, 0, 0)).get("/").afterSeconds(4)) {
      assertThat(m.isClosed()).isFalse();
      m.send(HEAD).afterSeconds(1);
      assertThat(m.statuses()).containsExactly(200);
      m.afterSeconds(1);
      assertThat(m.statuses()).containsExactly(200, 408);
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void contentHasATimeOfItsOwn() {
    List<IOException> failures = new ArrayList<>();
    SlotValues values = limits(Stage.NONE, new Stage(2, 0, 10));
    try (Memory m =
        Memory.serving(
            values,
            r -> {
              try {
                while (r.body().read() != null) {
                  // on
                }
              } catch (IOException e) {
                failures.add(e);
              }
              return Body.text("read");
            },
            true)) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
      m.afterSeconds(1).send("x".repeat(20)).afterSeconds(2);
      assertThat(m.statuses()).isEmpty();
      m.afterSeconds(1);
      assertThat(failures).singleElement().isInstanceOf(RequestBody.TooSlow.class);
      assertThat(m.text()).contains("\r\nConnection: close\r\n").endsWith("read");
    }
  }

  @Test
  void whoWasTooSlowIsLingeredForShortly() {
    try (Memory m = Memory.echoing(header(3, 0, 0)).send(HEAD).afterSeconds(3)) {
      assertThat(m.statuses()).containsExactly(408);
      m.send("more").afterSeconds(1).send("more").afterSeconds(1).send("more");
      assertThat(m.isClosed()).isTrue();
    }
  }
}
