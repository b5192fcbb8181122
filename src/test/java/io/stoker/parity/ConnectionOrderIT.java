package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Times of connections, by a real httpd and by Stoker: not how long they are, but which of two
 * connections ends while the other goes on.
 */
class ConnectionOrderIT {

  private static final String GET =
      "GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n";

  static Stream<Transport> servers() {
    Peers.require("apache2");
    return Stream.of(new HttpdTransport(), new StokerTransport(StokerTransport.Way.SOCKET));
  }

  /** What happens on two connections: one to a host with a short time, one to the other. */
  private interface Talk {
    void run(Wire brief, Wire patient) throws IOException;
  }

  /**
   * Starts a server with two hosts and opens a connection to each.
   *
   * @param brief what the first host says
   */
  private static void talk(Transport transport, String brief, Talk talk) throws IOException {
    try (Workspace workspace = new Workspace()) {
      Files.writeString(workspace.root().resolve("htdocs/a.txt"), "hello\n");
      String config =
          """
          Listen 127.0.0.1:${PORT2}
          RequestReadTimeout header=0 body=0
          Timeout 60
          KeepAliveTimeout 60
          <VirtualHost *:${PORT}>
          %s
          </VirtualHost>
          """
              .formatted(brief);
      Scenario scenario = new Scenario(1, List.of("mod_reqtimeout"), null, config, List.of());
      try (Transport.Server server = transport.start(scenario, workspace);
          Wire first = server.connect("127.0.0.1", workspace.port(1), "127.0.0.1");
          Wire second = server.connect("127.0.0.1", workspace.port(2), "127.0.0.1")) {
        talk.run(first, second);
      }
    }
  }

  private static void send(Wire wire, String text) throws IOException {
    wire.send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** One reply with the content of the file. */
  private static String reply(Wire wire) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf("hello\n") < 0) {
      int c = wire.input().read();
      if (c < 0) {
        throw new IOException("the connection ended after " + seen);
      }
      seen.append((char) c);
    }
    return seen.toString();
  }

  private static String rest(Wire wire) throws IOException {
    return new String(wire.input().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void anIdleConnectionEndsAfterKeepAliveTimeout(Transport transport) throws IOException {
    talk(
        transport,
        "KeepAliveTimeout 300ms",
        (brief, patient) -> {
          send(patient, GET);
          assertThat(reply(patient)).contains("\r\nKeep-Alive: timeout=60, max=100\r\n");
          send(brief, GET);
          assertThat(reply(brief)).contains("\r\nKeep-Alive: timeout=0, max=100\r\n");
          assertThat(rest(brief)).isEmpty();
          send(patient, GET);
          assertThat(reply(patient)).contains("\r\nKeep-Alive: timeout=60, max=99\r\n");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void halfARequestIsToldAfterTimeout(Transport transport) throws IOException {
    halfARequest(transport, "Timeout 1");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void halfARequestIsToldAfterRequestReadTimeout(Transport transport) throws IOException {
    halfARequest(transport, "RequestReadTimeout header=1");
  }

  private static void halfARequest(Transport transport, String limit) throws IOException {
    talk(
        transport,
        limit,
        (brief, patient) -> {
          send(patient, GET.substring(0, 40));
          send(brief, GET.substring(0, 40));
          assertThat(rest(brief)).startsWith("HTTP/1.1 408 ").contains("\r\nConnection: close\r\n");
          send(patient, GET.substring(40));
          assertThat(reply(patient)).startsWith("HTTP/1.1 200 ");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void halfOfAContentIsToldAfterRequestReadTimeout(Transport transport) throws IOException {
    String post = "POST /a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n12345";
    talk(
        transport,
        "RequestReadTimeout body=1",
        (brief, patient) -> {
          send(patient, post);
          send(brief, post);
          assertThat(rest(brief)).startsWith("HTTP/1.1 408 ");
          send(patient, "6789");
          assertThat(reply(patient)).startsWith("HTTP/1.1 200 ");
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theLastOfMaxKeepAliveRequestsEndsTheConnection(Transport transport) throws IOException {
    talk(
        transport,
        "MaxKeepAliveRequests 2",
        (brief, patient) -> {
          for (int i = 0; i < 5; i++) {
            send(patient, GET);
            reply(patient);
          }
          send(brief, GET);
          assertThat(reply(brief)).contains("\r\nKeep-Alive: timeout=60, max=2\r\n");
          send(brief, GET);
          assertThat(reply(brief)).contains("\r\nKeep-Alive: timeout=60, max=1\r\n");
          send(brief, GET);
          assertThat(reply(brief)).contains("\r\nConnection: close\r\n");
          assertThat(rest(brief)).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aClientThatClosedItsSideGetsAllReplies(Transport transport) throws IOException {
    talk(
        transport,
        "KeepAliveTimeout 60",
        (first, second) -> {
          send(first, GET + GET + GET);
          first.finishSending();
          String all = rest(first);
          assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(4);
          second.finishSending();
          assertThat(rest(second)).isEmpty();
        });
  }
}
