package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Await;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.InternalRedirect;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the phases, and what leads out of it. */
class FlowTest {

  @TempDir Path root;

  private TestServer.Builder site() {
    return TestServer.in(root)
        .file("htdocs/a", "content of a")
        .file("htdocs/b", "content of b")
        .file("htdocs/dir/c", "content of c");
  }

  @Test
  void aLookupThatLeadsElsewhereIsFollowedWhenItIsAnswered() {
    TestModule redirects =
        TestModule.on(
                Phase.FIXUPS,
                x -> x.uri().equals("/away") ? InternalRedirect.to("/b") : Outcome.DECLINED)
            .and(
                Phase.HANDLER,
                x -> {
                  if (!x.uri().equals("/main")) {
                    return Outcome.DECLINED;
                  }
                  Exchange looked = x.lookupUri("/away");
                  Body status = Body.text(looked.status() + " ");
                  return Reply.ok(new Body.Sequence(List.of(status, x.runSubrequest(looked))));
                });
    try (TestServer server =
        TestServer.in(root).file("htdocs/b", "there").module(redirects).start()) {
      assertThat(server.get("/main")).endsWith("200 there");
    }
  }

  @Test
  void thePhasesRunInOrder() {
    List<String> seen = new ArrayList<>();
    TestModule spy = TestModule.named("mod_spy");
    for (Phase phase : Phase.values()) {
      spy.and(
          Hook.on(
                  phase,
                  x -> {
                    seen.add(phase.name().toLowerCase(Locale.ROOT));
                    return Outcome.DECLINED;
                  })
              .first());
    }
    try (TestServer server = site().module(spy).start()) {
      assertThat(server.get("/a")).endsWith("content of a");
      assertThat(seen)
          .containsExactly(
              "post_read_request",
              "quick_handler",
              "pre_translate_name",
              "translate_name",
              "map_to_storage",
              "post_perdir_config",
              "header_parser",
              "access_checker",
              "access_checker_ex",
              "force_authn",
              "type_checker",
              "fixups",
              "insert_filter",
              "handler",
              "response_headers",
              "log_transaction");
    }
  }

  @Test
  void loggingWaitsForTheLastByte() {
    List<Long> logged = new ArrayList<>();
    TestModule logger =
        TestModule.on(
            Phase.LOG_TRANSACTION,
            x -> {
              logged.add(x.transfer().bodyBytes());
              return Outcome.OK;
            });
    try (TestServer server = site().module(logger).start()) {
      Response response = server.serve("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(logged).isEmpty();
      response.onSent().accept(new Transfer(12, 0, 0, 0, 0, false, true));
      assertThat(logged).containsExactly(12L);
    }
  }

  @Test
  void aHookMayAnswerLater() {
    CompletableFuture<Outcome> later = new CompletableFuture<>();
    TestModule slow =
        TestModule.on(
            Phase.HANDLER,
            x -> {
              Thread.ofVirtual().start(() -> later.complete(Reply.ok(Body.text("late"))));
              return new Await(later);
            });
    try (TestServer server = site().module(slow).start()) {
      assertThat(server.get("/a")).endsWith("\n\nlate");
    }
  }

  @Test
  void whatArrivesAsAFailureIs500() {
    TestModule failing =
        TestModule.on(
            Phase.HANDLER,
            x ->
                new Await(
                    CompletableFuture.<Outcome>failedFuture(new IllegalStateException("gone"))));
    try (TestServer server = site().module(failing).start()) {
      assertThat(server.get("/a")).startsWith("HTTP/1.1 500 ");
      assertThat(server.log().getFirst()).contains("gone");
    }
  }

  @Test
  void anInternalRedirectRunsThePhasesAgain() {
    List<String> environment = new ArrayList<>();
    TestModule module =
        TestModule.on(
                Phase.FIXUPS,
                x -> {
                  if (x.uri().equals("/a")) {
                    x.env().set("SAID", "before");
                    return InternalRedirect.to("/b?q");
                  }
                  environment.add(x.env().get("REDIRECT_SAID") + " " + x.query());
                  environment.add(x.env().get("REDIRECT_STATUS") + " " + x.requestLine());
                  return Outcome.OK;
                })
            .and(
                Phase.HEADER_PARSER,
                x -> {
                  environment.add("parsed " + x.uri());
                  return Outcome.OK;
                });
    try (TestServer server = site().module(module).start()) {
      assertThat(server.get("/a")).endsWith("content of b");
      assertThat(environment)
          .containsExactly("parsed /a", "parsed /b", "before q", "200 GET /a HTTP/1.1");
    }
  }

  @Test
  void subRequestsAreLookedUpRunAndAdopted() {
    TestModule module =
        TestModule.on(
            Phase.HANDLER,
            x -> {
              if (x.main() != null || !x.uri().equals("/a")) {
                return Outcome.DECLINED;
              }
              Exchange byUri = x.lookupUri("b");
              Exchange byFile = x.lookupFile("dir/c");
              Exchange missing = x.lookupUri("/nope");
              String said = byUri.uri() + byUri.status() + byFile.filename() + missing.file() + " ";
              Body body = x.runSubrequest(byUri);
              return Reply.ok(
                  new Body.Sequence(List.of(Body.text(said), body, x.runSubrequest(byFile))));
            });
    try (TestServer server = site().module(module).start()) {
      assertThat(server.get("/a"))
          .endsWith("/b200" + server.path("htdocs/dir/c") + "null content of bcontent of c");
    }
    TestModule index =
        TestModule.on(
            Phase.FIXUPS,
            x -> {
              if (x.main() == null && x.uri().equals("/dir/")) {
                x.adopt(x.lookupUri("c"));
              }
              return Outcome.OK;
            });
    try (TestServer server = site().module(index).start()) {
      assertThat(server.get("/dir/")).startsWith("HTTP/1.1 200 OK\n").endsWith("content of c");
    }
  }

  @Test
  void filtersRunByKindAndMayStream() {
    BodyFilter upper = (x, body) -> Bodies.filtered(body, new UpperCase());
    TestModule module =
        TestModule.on(
            Phase.INSERT_FILTER,
            x -> {
              x.addFilter("last", BodyFilter.Kind.CONTENT_SET, (y, body) -> suffix(body, "2"));
              x.addFilter("first", BodyFilter.Kind.RESOURCE, (y, body) -> suffix(body, "x"));
              x.addFilter("second", BodyFilter.Kind.RESOURCE, upper);
              return Outcome.OK;
            });
    try (TestServer server = site().module(module).start()) {
      assertThat(server.get("/a")).contains("Content-Length: 14\n").endsWith("CONTENT OF AX2");
    }
    TestModule large =
        TestModule.on(
            Phase.INSERT_FILTER,
            x -> {
              x.addFilter("upper", BodyFilter.Kind.RESOURCE, upper);
              return Outcome.OK;
            });
    try (TestServer server =
        site().file("htdocs/big", "abc".repeat(100_000)).module(large).start()) {
      assertThat(server.get("/big"))
          .doesNotContain("Content-Length")
          .endsWith("\n\n" + "ABC".repeat(100_000));
    }
  }

  private static Body suffix(Body body, String text) {
    return new Body.Sequence(List.of(body, Body.text(text)));
  }

  private static final class UpperCase implements io.stoker.api.StreamFilter {
    @Override
    public void accept(
        java.nio.ByteBuffer piece, java.util.function.Consumer<java.nio.ByteBuffer> out) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
      out.accept(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void finish(java.util.function.Consumer<java.nio.ByteBuffer> out) {}
  }

  @Test
  void satisfyAllNeedsBothAndAnyOne() {
    TestModule access =
        TestModule.on(
                Phase.ACCESS_CHECKER, x -> "in".equals(x.query()) ? Outcome.OK : Reply.error(403))
            .and(
                Phase.CHECK_USER_ID,
                x -> {
                  if (!x.in().has("Authorization")) {
                    return Reply.error(401);
                  }
                  x.user("u");
                  return Outcome.OK;
                })
            .and(Phase.AUTH_CHECKER, x -> Outcome.OK)
            .and(
                Phase.NOTE_AUTH_FAILURE,
                x -> {
                  x.errorOut().set("WWW-Authenticate", "Basic realm=\"x\"");
                  return Outcome.OK;
                });
    String auth = "Authorization: Basic x";
    try (TestServer server = site().guarded().module(access).start()) {
      assertThat(server.get("/a", auth)).startsWith("HTTP/1.1 403 ");
      assertThat(server.get("/a?in"))
          .startsWith("HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\n");
      assertThat(server.get("/a?in", auth)).startsWith("HTTP/1.1 200 ");
    }
    Core.Satisfy any = method -> true;
    try (TestServer server = site().guarded().set(Core.SATISFY, any).module(access).start()) {
      assertThat(server.get("/a", auth)).startsWith("HTTP/1.1 200 ");
      assertThat(server.get("/a?in")).startsWith("HTTP/1.1 200 ");
      assertThat(server.get("/a")).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void withoutAuthenticationAnAnswerIsAnErrorOfTheConfiguration() {
    try (TestServer server = site().guarded().start()) {
      assertThat(server.get("/a")).startsWith("HTTP/1.1 500 ");
      assertThat(server.log())
          .containsExactly(
              "core:error AH00027: No authentication done but request not allowed without"
                  + " authentication for /a. Authentication not configured?");
    }
  }

  @Test
  void fieldsAreJoinedAndOrderedAsHttpdDoes() {
    TestModule module =
        TestModule.on(
            Phase.HANDLER,
            x -> {
              Headers out = x.out();
              out.set("Vary", "A, b,a").add("Vary", "C").add("X-One", "1");
              x.errorOut().add("X-One", "2");
              x.contentType("text/html");
              x.contentLanguages(List.of("de", "en"));
              x.contentEncoding("gzip");
              return Reply.ok(Body.text("x"));
            });
    try (TestServer server = site().set(Core.DEFAULT_CHARSET, "utf-8").module(module).start()) {
      assertThat(server.get("/a"))
          .isEqualTo(
              """
              HTTP/1.1 200 OK
              X-One: 2
              Vary: A,b,C
              X-One: 1
              Content-Length: 1
              Content-Type: text/html; charset=utf-8
              Content-Encoding: gzip
              Content-Language: de,en

              x\
              """);
      assertThat(server.serve("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").connectionFieldsAt())
          .isEqualTo(6);
    }
  }

  @Test
  void oldClientsGetWhatTheVariablesSay() {
    TestModule module =
        TestModule.on(
            Phase.FIXUPS,
            x -> {
              x.env().set(String.valueOf(x.query()), "1");
              return Outcome.OK;
            });
    try (TestServer server = site().module(module).start()) {
      Response plain = server.serve("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(plain.mayChunk()).isTrue();
      assertThat(plain.close()).isFalse();
      assertThat(server.serve("GET /a?nokeepalive HTTP/1.1\r\nHost: a\r\n\r\n").close()).isTrue();
      Response downgraded = server.serve("GET /a?downgrade-1.0 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(downgraded.mayChunk()).isFalse();
      assertThat(downgraded.close()).isTrue();
      assertThat(server.raw("GET /a?force-response-1.0 HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.0 200 OK\n");
      assertThat(server.get("/a?force-response-1.0")).startsWith("HTTP/1.1 200 OK\n");
    }
  }
}
