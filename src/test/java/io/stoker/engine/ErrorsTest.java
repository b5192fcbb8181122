package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.api.InternalRedirect;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  @TempDir Path root;

  private TestServer.Builder site(String... config) {
    return TestServer.in(root)
        .file("htdocs/doc.html", "document")
        .config(String.join("\n", config) + "\n")
        .module(TestModule.on(Phase.TRANSLATE_NAME, ErrorsTest::byPath));
  }

  /** {@code /status/404} answers 404, with a Location where it leads somewhere. */
  private static Outcome byPath(Exchange x) {
    if (!x.uri().startsWith("/status/")) {
      return Outcome.DECLINED;
    }
    int status = Integer.parseInt(x.uri().substring(8));
    x.out().set("X-Lost", "yes");
    x.errorOut().set("X-Kept", "yes");
    if (status < 400) {
      x.out().set("Location", "http://x.example/a&b");
    }
    return Reply.error(status);
  }

  /** Lengths as httpd 2.4.71 was seen to send them (with this Location for 3xx). */
  @ParameterizedTest
  @CsvSource({
    "300,195", "301,272", "302,248", "303,271", "305,304", "307,274", "308,274", "400,266",
    "401,421", "402,561", "403,239", "404,236", "405,260", "406,289", "407,455", "408,261",
    "409,545", "410,322", "411,278", "412,273", "413,355", "414,288", "415,303", "416,354",
    "417,352", "421,362", "422,325", "423,317", "424,340", "426,425", "428,255", "429,267",
    "431,313", "451,289", "500,571", "501,242", "502,272", "503,339", "504,287", "505,581",
    "506,338", "507,429", "508,272", "510,287", "511,289"
  })
  void builtInPagesAreAsLongAsHttpds(int status, int length) {
    try (TestServer server = site().start()) {
      assertThat(server.get("/status/" + status)).contains("\nContent-Length: " + length + "\n");
    }
  }

  @Test
  void anErrorKeepsOnlyWhatIsMeantForErrors() {
    try (TestServer server = site().start()) {
      assertThat(server.get("/status/403"))
          .isEqualTo(
              """
              HTTP/1.1 403 Forbidden
              X-Kept: yes
              Content-Length: 239
              Content-Type: text/html; charset=iso-8859-1

              <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
              <html><head>
              <title>403 Forbidden</title>
              </head><body>
              <h1>Forbidden</h1>
              <p>You don't have permission to access this resource.</p>
              </body></html>
              """);
      assertThat(server.get("/status/302"))
          .contains("\nLocation: http://x.example/a&b\n")
          .contains("<p>The document has moved <a href=\"http://x.example/a&amp;b\">here</a>.</p>");
    }
  }

  @Test
  void headOfAnErrorTellsNoLength() {
    try (TestServer server = site().start()) {
      assertThat(server.send("HEAD", "/status/404"))
          .isEqualTo(
              "HTTP/1.1 404 Not Found\nX-Kept: yes\nContent-Type: text/html;"
                  + " charset=iso-8859-1\n\n");
    }
  }

  @Test
  void signatures() {
    try (TestServer server = site("ServerSignature EMail", "ServerAdmin me@x.example").start()) {
      assertThat(server.get("/status/404"))
          .contains(
              " Server at <a href=\"mailto:me@x.example\">a</a> Port 80</address>\n</body></html>");
    }
    try (TestServer server = site("ServerSignature On", "ServerTokens Prod").start()) {
      assertThat(server.raw("GET /status/404 HTTP/1.1\r\nHost: b:81\r\n\r\n"))
          .contains("<hr>\n<address>Stoker Server at b Port 81</address>\n</body></html>");
    }
  }

  @Test
  void errorDocumentText() {
    try (TestServer server = site("ErrorDocument 403 \"No <b>way</b>\"").start()) {
      assertThat(server.get("/status/403"))
          .startsWith("HTTP/1.1 403 Forbidden\n")
          .endsWith("Content-Type: text/html; charset=iso-8859-1\n\nNo <b>way</b>");
    }
  }

  @Test
  void errorDocumentElsewhereIsARedirect() {
    try (TestServer server = site("ErrorDocument 410 http://other.example/x").start()) {
      assertThat(server.get("/status/410"))
          .startsWith("HTTP/1.1 302 Found\n")
          .contains("\nLocation: http://other.example/x\n");
    }
  }

  @Test
  void errorDocumentOfThisServer() {
    List<String> seen = new ArrayList<>();
    TestModule spy =
        TestModule.named("mod_spy")
            .and(
                Phase.LOG_TRANSACTION,
                x -> {
                  Exchange last = x.next();
                  seen.add(x.uri() + " " + x.status());
                  seen.add(last.uri() + " " + last.env().get("REDIRECT_STATUS"));
                  seen.add(String.valueOf(last.env().get("REDIRECT_REQUEST_METHOD")));
                  return Outcome.OK;
                });
    try (TestServer server = site("ErrorDocument 403 /doc.html").module(spy).start()) {
      assertThat(server.send("DELETE", "/status/403", "If-None-Match: *"))
          .startsWith("HTTP/1.1 403 Forbidden\nX-Kept: yes\nLast-Modified: ")
          .endsWith("\n\ndocument");
      assertThat(seen).containsExactly("/status/403 403", "/doc.html 403", "DELETE");
    }
  }

  @Test
  void anErrorDocumentThatFailsIsMentioned() {
    try (TestServer server = site("ErrorDocument 403 /missing").start()) {
      assertThat(server.get("/status/403"))
          .startsWith("HTTP/1.1 403 Forbidden\n")
          .contains(
              """
              <p>You don't have permission to access this resource.</p>
              <p>Additionally, a 403 Forbidden
              error was encountered while trying to use an ErrorDocument to handle the request.</p>
              </body></html>
              """);
    }
  }

  @Test
  void anExceptionIs500AndNamesItsModule() {
    TestModule broken =
        TestModule.named("mod_broken")
            .and(
                Phase.FIXUPS,
                x -> {
                  throw new IllegalArgumentException("oops");
                });
    try (TestServer server = site().module(broken).start()) {
      assertThat(server.get("/doc.html")).startsWith("HTTP/1.1 500 Internal Server Error\n");
      assertThat(server.log())
          .singleElement()
          .asString()
          .startsWith(
              "broken:error STK0001: broken failed in fixups:"
                  + " java.lang.IllegalArgumentException: oops at ");
    }
  }

  @Test
  void aFilterThatFailsIs500() {
    BodyFilter failing =
        (x, body) -> {
          throw new IllegalStateException("no");
        };
    TestModule module =
        TestModule.on(
            Phase.INSERT_FILTER,
            x -> {
              x.addFilter("failing", BodyFilter.Kind.RESOURCE, failing);
              return Outcome.OK;
            });
    try (TestServer server = site().module(module).start()) {
      assertThat(server.get("/doc.html")).startsWith("HTTP/1.1 500 Internal Server Error\n");
    }
  }

  @Test
  void aMalformedFieldIsNotSent() {
    TestModule module =
        TestModule.on(
            Phase.HANDLER,
            x -> {
              x.out().set("X-Bad", "a\nb");
              return Reply.ok(Body.text("never"));
            });
    try (TestServer server = site().module(module).start()) {
      assertThat(server.get("/doc.html")).startsWith("HTTP/1.1 500 ").doesNotContain("X-Bad");
      assertThat(server.log())
          .containsExactly(
              "http:error AH02430: Response header 'X-Bad' value of 'a\nb' contains invalid"
                  + " characters, aborting request");
    }
  }

  @Test
  void endlessInternalRedirectsStop() {
    TestModule loop =
        TestModule.on(
            Phase.FIXUPS,
            x -> x.uri().equals("/doc.html") ? InternalRedirect.to("/doc.html") : Outcome.OK);
    try (TestServer server = site("LimitInternalRecursion 3").module(loop).start()) {
      assertThat(server.get("/doc.html")).startsWith("HTTP/1.1 500 Internal Server Error\n");
      assertThat(server.log())
          .containsExactly(
              "core:error AH00124: Request exceeded the limit of 3 internal redirects due to"
                  + " probable configuration error. Use 'LimitInternalRecursion' to increase the"
                  + " limit if necessary. Use 'LogLevel debug' to get a backtrace.");
    }
  }

  @Test
  void aContentThatIsTooLargeIs413() {
    try (TestServer server = site("LimitRequestBody 2", "LogLevel info").start()) {
      assertThat(server.raw("POST /doc.html HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
          .startsWith("HTTP/1.1 413 Request Entity Too Large\nContent-Type: text/html");
      assertThat(server.log())
          .containsExactly(
              "http:info AH01588: Requested content-length of 3 is larger than the configured limit"
                  + " of 2");
    }
  }
}
