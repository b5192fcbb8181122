package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts, methods and targets, as httpd 2.4.71 was seen to treat them. */
class RequestsTest {

  @TempDir Path root;

  private TestServer.Builder site(String... config) {
    return TestServer.in(root).file("htdocs/a", "a").config(String.join("\n", config) + "\n");
  }

  @Test
  void theVirtualHostOfTheNameAnswers() {
    try (TestServer server =
        site(
                "<VirtualHost *:8080>",
                "ServerName a",
                "</VirtualHost>",
                "<VirtualHost *:8080>",
                "ServerName b",
                "ServerPath /of-b",
                "DocumentRoot \"${DOCS}\"".replace("${DOCS}", root + "/b"),
                "</VirtualHost>")
            .file("b/x", "in b")
            .start()) {
      assertThat(server.raw("GET /x HTTP/1.1\r\nHost: B:99\r\n\r\n")).endsWith("\n\nin b");
      assertThat(server.raw("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("\n\nin b");
      assertThat(server.raw("GET /of-b/x HTTP/1.0\r\n\r\n")).endsWith("\n\nin b");
      assertThat(server.raw("GET /x HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.1\r\n\r\n",
        "GET ftp://a/a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /../a HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void badRequests(String request) {
    try (TestServer server = site().start()) {
      assertThat(server.raw(request)).startsWith("HTTP/1.1 400 Bad Request\nContent-Length: 266\n");
    }
  }

  @Test
  void aRefusalOfTheTransportIsAnsweredAndLogged() {
    List<String> logged = new ArrayList<>();
    TestModule logger =
        TestModule.on(
            Phase.LOG_TRANSACTION,
            x -> {
              logged.add(x.requestLine() + " " + x.status());
              return Outcome.OK;
            });
    try (TestServer server =
        site("LogLevel debug", "ErrorDocument 400 \"bad\"").module(logger).start()) {
      assertThat(server.raw("GET /a HTTP/1.1\r\n\r\n")).endsWith("\n\nbad");
      assertThat(server.log())
          .containsExactly(
              "core:debug AH00569: client sent HTTP/1.1 request without hostname (see RFC2616"
                  + " section 14.23): /a");
      assertThat(logged).containsExactly("GET /a HTTP/1.1 400");
      assertThat(server.serve("GET /a HTTP/1.1\r\n\r\n").close()).isTrue();
    }
  }

  @Test
  void strictHostCheck() {
    try (TestServer server = site("StrictHostCheck On").start()) {
      assertThat(server.get("/a")).startsWith("HTTP/1.1 200 ");
      assertThat(server.raw("GET /a HTTP/1.1\r\nHost: zzz\r\n\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(server.log())
          .singleElement()
          .asString()
          .startsWith("core:warn AH10157: Requested hostname 'zzz' did not match any ");
    }
  }

  @Test
  void optionsOfTheServer() {
    try (TestServer server = site().start()) {
      assertThat(server.send("OPTIONS", "*")).isEqualTo("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
    }
  }

  @Test
  void trace() {
    try (TestServer server = site().start()) {
      assertThat(server.send("TRACE", "/x", "X-A: b", "x-a: C"))
          .isEqualTo(
              "HTTP/1.1 200 OK\nContent-Type: message/http\n\n"
                  + "TRACE /x HTTP/1.1\r\nHost: a\r\nX-A: b, C\r\n\r\n");
      assertThat(server.raw("TRACE /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
          .startsWith("HTTP/1.1 413 ");
    }
    try (TestServer server = site("TraceEnable off").start()) {
      assertThat(server.send("TRACE", "/a"))
          .startsWith("HTTP/1.1 405 Method Not Allowed\nAllow: \nContent-Length: ");
      assertThat(server.send("OPTIONS", "/a")).contains("Allow: HEAD,GET,POST,OPTIONS\n");
    }
    try (TestServer server = site("TraceEnable extended").start()) {
      assertThat(server.raw("TRACE /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
          .endsWith("Content-Length: 3\r\n\r\nabc");
      assertThat(
              server.raw(
                  "TRACE /x HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n"
                      + "a".repeat(70_000)))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void connectIsNotAllowed() {
    try (TestServer server = site().start()) {
      assertThat(server.raw("CONNECT x.example:80 HTTP/1.1\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 405 Method Not Allowed\nAllow: HEAD,GET,POST,OPTIONS,TRACE\n");
    }
  }

  @Test
  void selfReference() {
    List<String> urls = new ArrayList<>();
    TestModule spy =
        TestModule.on(
            Phase.FIXUPS,
            x -> {
              urls.add(x.absoluteUrl("/p"));
              return Outcome.OK;
            });
    String off = "<Location /off>\nUseCanonicalName Off\n</Location>";
    String on = "<Location /on>\nUseCanonicalName On\n</Location>";
    String physical = "<Location /phys>\nUseCanonicalPhysicalPort On\n</Location>";
    try (TestServer server =
        site("ServerName https://www.x.example:8443", off, on, physical).module(spy).start()) {
      server.raw("GET /off HTTP/1.1\r\nHost: b:81\r\n\r\n");
      server.raw("GET /off HTTP/1.1\r\nHost: b\r\n\r\n");
      server.raw("GET /on HTTP/1.1\r\nHost: b:81\r\n\r\n");
      server.raw("GET /phys HTTP/1.1\r\nHost: b\r\n\r\n");
      assertThat(urls)
          .containsExactly(
              "https://b:81/p",
              "https://b:8443/p",
              "https://www.x.example:8443/p",
              "https://b:8080/p");
    }
  }

  @Test
  void clientNamesAreLookedUpOncePerConnection() {
    List<String> names = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    HostResolver resolver =
        new HostResolver() {
          @Override
          public @Nullable String nameOf(InetAddress address) {
            asked.add(address.getHostAddress());
            return "Client.X.example";
          }

          @Override
          public List<InetAddress> addressesOf(String name) {
            return List.of();
          }
        };
    TestModule spy =
        TestModule.on(
            Phase.FIXUPS,
            x -> {
              names.add(x.clientName() + " " + x.clientName() + " " + x.clientNameConfirmed());
              return Outcome.OK;
            });
    try (TestServer server =
        site("HostnameLookups Off", "<Location /on>", "HostnameLookups On", "</Location>")
            .resolver(resolver)
            .module(spy)
            .start()) {
      server.get("/on");
      server.get("/off");
      assertThat(names)
          .containsExactly("client.x.example client.x.example null", "192.0.2.1 192.0.2.1 null");
      assertThat(asked).containsExactly("192.0.2.1", "192.0.2.1");
    }
  }
}
