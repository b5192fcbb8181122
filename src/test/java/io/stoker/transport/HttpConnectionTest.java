package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.engine.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 40000);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 80);

  private final List<Transfer> transfers = new ArrayList<>();
  private final MemoryServer server =
      new MemoryServer(
          Sites.snapshot(Sites.PLAIN), r -> Sites.reply(r, Body.text(echo(r)), transfers::add), 4);

  private static String echo(Request r) {
    return r.line().text() + "\n";
  }

  private MemoryServer.Client client() {
    return server.connect(REMOTE, LOCAL, true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(MemoryServer.Client client) {
    return new String(client.received(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void answersARequest() {
    try (MemoryServer.Client client = client()) {
      client.send(bytes("GET /a HTTP/1.1\r\nHost: a\r\n\r\n"));
      assertThat(text(client))
          .isEqualTo(
              "HTTP/1.1 200 OK\r\nServer: test\r\nContent-Length: 16\r\n"
                  + "Content-Type: text/plain\r\n\r\nGET /a HTTP/1.1\n");
      assertThat(client.isClosed()).isFalse();
    }
    assertThat(transfers).hasSize(1);
    assertThat(transfers.getFirst().bodyBytes()).isEqualTo(16);
    assertThat(transfers.getFirst().wireIn()).isEqualTo(28);
    assertThat(transfers.getFirst().keptAlive()).isTrue();
  }
}
