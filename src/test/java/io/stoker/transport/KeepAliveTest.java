package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.engine.Response;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** Against what httpd 2.4.71 was seen to send. */
class KeepAliveTest {

  private static final Headers NONE = Headers.EMPTY;
  private static final Headers ASKS = Headers.of("Connection", "Keep-Alive");
  private static final Headers CLOSES = Headers.of("Connection", "close, Keep-Alive");
  private static final Headers LENGTH = Headers.of("Content-Length", "3");

  private record Reply(
      int status, Headers headers, boolean forbidden, boolean modern, boolean close, int max) {
    Reply() {
      this(200, LENGTH, false, true, false, 100);
    }

    Reply status(int value) {
      return new Reply(value, headers, forbidden, modern, close, max);
    }

    Reply headers(Headers value) {
      return new Reply(status, value, forbidden, modern, close, max);
    }

    Reply withoutContent() {
      return new Reply(status, headers, true, modern, close, max);
    }

    Reply old() {
      return new Reply(status, headers, forbidden, false, close, max);
    }

    Reply closing() {
      return new Reply(status, headers, forbidden, modern, true, max);
    }

    Reply max(int value) {
      return new Reply(status, headers, forbidden, modern, close, value);
    }

    KeepAlive to(Headers request, int before) {
      return KeepAlive.decide(request, response(5000), before, false, false);
    }

    Response response(long timeout) {
      return new Response(
          HttpVersion.HTTP_1_1,
          status,
          "",
          headers,
          0,
          Body.EMPTY,
          forbidden,
          modern,
          close,
          timeout,
          max,
          t -> {});
    }
  }

  private static KeepAlive kept(String keepAlive, String connection) {
    return new KeepAlive(true, false, keepAlive, connection);
  }

  private static final KeepAlive KEPT = new KeepAlive(true, false, null, null);
  private static final KeepAlive CLOSED = new KeepAlive(false, false, null, "close");

  @Test
  void aModernClientIsKeptWithoutAWord() {
    assertThat(new Reply().to(NONE, 0)).isEqualTo(KEPT);
  }

  @Test
  void aClientThatAsksIsToldHowLongAndHowOften() {
    assertThat(new Reply().to(ASKS, 0)).isEqualTo(kept("timeout=5, max=100", "Keep-Alive"));
    assertThat(new Reply().to(ASKS, 40)).isEqualTo(kept("timeout=5, max=60", "Keep-Alive"));
    assertThat(new Reply().max(0).to(ASKS, 40)).isEqualTo(kept("timeout=5", "Keep-Alive"));
    assertThat(new Reply().old().to(ASKS, 0)).isEqualTo(kept("timeout=5, max=100", "Keep-Alive"));
  }

  @Test
  void anOldClientThatDoesNotAskIsClosed() {
    assertThat(new Reply().old().to(NONE, 0)).isEqualTo(CLOSED);
  }

  @Test
  void aClientThatWantsToCloseIsClosed() {
    assertThat(new Reply().to(CLOSES, 0)).isEqualTo(CLOSED);
  }

  @Test
  void theLastAllowedRequestIsClosed() {
    assertThat(new Reply().to(NONE, 99)).isEqualTo(KEPT);
    assertThat(new Reply().to(NONE, 100)).isEqualTo(CLOSED);
  }

  @Test
  void unknownLengthGoesInChunksOrEndsTheConnection() {
    assertThat(new Reply().headers(NONE).to(NONE, 0))
        .isEqualTo(new KeepAlive(true, true, null, null));
    assertThat(new Reply().headers(NONE).old().to(ASKS, 0)).isEqualTo(CLOSED);
    assertThat(new Reply().headers(NONE).closing().to(NONE, 0))
        .isEqualTo(new KeepAlive(false, true, null, "close"));
  }

  @Test
  void noContentNeedsNoLength() {
    assertThat(new Reply().headers(NONE).withoutContent().to(NONE, 0)).isEqualTo(KEPT);
  }

  @Test
  void aReplyThatClosesIsNotToldTwice() {
    Headers closing = Headers.of("Content-Length", "3", "Connection", "close");
    assertThat(new Reply().headers(closing).to(ASKS, 0)).isEqualTo(CLOSED);
  }

  @Test
  void otherTokensOfTheReplyAreKept() {
    Headers upgrade = Headers.of("Content-Length", "3", "Connection", "Upgrade");
    assertThat(new Reply().headers(upgrade).to(NONE, 0)).isEqualTo(kept(null, "Upgrade"));
    assertThat(new Reply().headers(upgrade).to(ASKS, 0))
        .isEqualTo(kept("timeout=5, max=100", "Upgrade, Keep-Alive"));
    assertThat(new Reply().headers(upgrade).closing().to(NONE, 0))
        .isEqualTo(new KeepAlive(false, false, null, "Upgrade, close"));
  }

  @Test
  void aLostConnectionIsClosedAndNotChunked() {
    Response unknown = new Reply().headers(NONE).response(5000);
    assertThat(KeepAlive.decide(NONE, unknown, 0, true, false)).isEqualTo(CLOSED);
    assertThat(KeepAlive.decide(NONE, unknown, 0, false, true)).isEqualTo(CLOSED);
  }

  @Test
  void noTimeNoKeeping() {
    assertThat(KeepAlive.decide(ASKS, new Reply().response(0), 0, false, false)).isEqualTo(CLOSED);
  }
}
