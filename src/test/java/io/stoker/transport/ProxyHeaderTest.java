package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.ProxyProtocol;
import io.stoker.api.SlotValues;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that begin with a header of the PROXY protocol, and those that should have. */
class ProxyHeaderTest {

  private static final SlotValues EXPECTED = Sites.PLAIN.with(ProxyProtocol.SLOT, peer -> true);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String V1 = "PROXY TCP4 203.0.113.8 192.0.2.1 56324 443\r\n";
  private static final String V2 = "\r\n\r\n\0\r\nQUIT\n";

  private static List<String> clients(Memory m) {
    return m.requests.stream()
        .map(r -> r.connection().proxied().getHostAddress() + ":" + r.connection().clientPort())
        .toList();
  }

  @Test
  void theClientIsWhomTheHeaderNames() {
    try (Memory m = Memory.echoing(EXPECTED).send(V1 + REQUEST).send(REQUEST)) {
      assertThat(m.statuses()).containsExactly(200, 200);
      assertThat(clients(m)).containsExactly("203.0.113.8:56324", "203.0.113.8:56324");
      assertThat(m.requests.getFirst().connection().remotePort()).isEqualTo(40000);
      assertThat(m.server.messages())
          .containsExactly(
              "AH03503: RemoteIPProxyProtocol: enabled on connection to 127.0.0.1:80",
              "AH03511: RemoteIPProxyProtocol: received valid PROXY header: 203.0.113.8:56324");
    }
  }

  @Test
  void aHeaderMayComeInPieces() {
    String binary = V2 + "\u0021\u0011\0\u000c\u00cb\0\u0071\u0008\u00c0\0\2\1\u00dc\4\1\u00bb";
    for (String header : List.of(V1, binary)) {
      try (Memory m = Memory.echoing(EXPECTED)) {
        for (char c : (header + REQUEST).toCharArray()) {
          m.send(String.valueOf(c));
        }
        assertThat(m.statuses()).containsExactly(200);
        assertThat(clients(m)).containsExactly("203.0.113.8:56324");
      }
    }
  }

  @Test
  void theProxyMaySpeakForItself() {
    for (String header : List.of("PROXY UNKNOWN\r\n", V2 + "\u0020\0\0\0")) {
      try (Memory m = Memory.echoing(EXPECTED).send(header + REQUEST)) {
        assertThat(clients(m)).containsExactly("127.0.0.1:40000");
      }
    }
  }

  @Test
  void whatBeginsOtherwiseIsClosedWithoutAWord() {
    try (Memory m = Memory.echoing(EXPECTED).send(REQUEST)) {
      assertThat(m.text()).isEmpty();
      assertThat(m.isClosed()).isTrue();
      assertThat(m.requests).isEmpty();
      assertThat(m.server.messages())
          .last()
          .asString()
          .startsWith("STK0204: RemoteIPProxyProtocol: connection from 127.0.0.1 refused");
    }
  }

  @Test
  void whatIsNoConnectionOfTcpIsRefused() {
    String udp = V2 + "\u0021\u0012\0\u000c\u00cb\0\u0071\u0008\u00c0\0\2\1\u00dc\4\1\u00bb";
    try (Memory m = Memory.echoing(EXPECTED).send(udp + REQUEST)) {
      assertThat(m.text()).isEmpty();
      assertThat(m.isClosed()).isTrue();
      assertThat(m.server.messages())
          .last()
          .isEqualTo("AH10183: RemoteIPProxyProtocol: unsupported protocol 12");
    }
  }

  @Test
  void aHeaderThatNeverComesIsWaitedForAsLongAsTimeout() {
    try (Memory m = Memory.echoing(EXPECTED).send("PROXY TCP4 ").afterSeconds(59)) {
      assertThat(m.isClosed()).isFalse();
      assertThat(m.afterSeconds(2).isClosed()).isTrue();
      assertThat(m.text()).isEmpty();
    }
  }

  @Test
  void elsewhereSuchAHeaderIsNoRequest() {
    try (Memory m = Memory.echoing().send(V1 + REQUEST)) {
      assertThat(m.statuses()).containsExactly(400);
    }
  }
}
