package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.RequestBody;
import io.stoker.engine.Request;
import io.stoker.mpm.MemoryAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Content of requests: framing, limits, 100 Continue, back-pressure. */
class RequestContentTest {

  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

  /** Answers with the content, or with the status that it asks for. */
  private static Body readAll(Request r) {
    try {
      return Body.text(
          "[" + new String(r.body().stream().readAllBytes(), StandardCharsets.ISO_8859_1) + "]");
    } catch (RequestBody.Unreadable e) {
      return Body.text("[" + e.status() + "]");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String post(String fields, String content) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + content;
  }

  private static String chunked(String content) {
    return post("Transfer-Encoding: chunked", content);
  }

  static Stream<Arguments> bodies() {
    String twenty = "x".repeat(20);
    return Stream.of(
        Arguments.of(post("Content-Length: 3", "abc"), "[abc]", true),
        Arguments.of(post("Content-Length: 0", ""), "[]", true),
        Arguments.of(
            chunked("14;foo=bar\r\n" + twenty + "\r\n0\r\nFoo: b\r\n\r\n"),
            "[" + twenty + "]",
            true),
        Arguments.of(chunked("0000014\r\n" + twenty + "\r\n0\r\n\r\n"), "[" + twenty + "]", true),
        Arguments.of(chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "[abcde]", true),
        Arguments.of(chunked("3  \r\nabc\r\n0\r\n\r\n"), "[abc]", true),
        Arguments.of(chunked("3;a=\"b;c\"\r\nabc\r\n0\r\n\r\n"), "[abc]", true),
        Arguments.of(chunked("zz\r\nabc\r\n0\r\n\r\n"), "[400]", false),
        Arguments.of(chunked(" 3\r\nabc\r\n0\r\n\r\n"), "[400]", false),
        Arguments.of(chunked("3\nabc\n0\n\n"), "[400]", false),
        Arguments.of(chunked("3\r\nabcd\r\n0\r\n\r\n"), "[400]", false),
        Arguments.of(chunked("3;a=\001\r\nabc\r\n0\r\n\r\n"), "[400]", false),
        Arguments.of(chunked("fffffffffffffffff\r\nabc\r\n0\r\n\r\n"), "[413]", false),
        Arguments.of(chunked("3;" + "e".repeat(9000) + "\r\nabc\r\n0\r\n\r\n"), "[413]", false),
        Arguments.of(
            chunked("3\r\nabc\r\n0\r\nX: " + "e".repeat(9000) + "\r\n\r\n"), "[400]", false),
        Arguments.of(chunked("3\r\nabc\r\n0\r\nX y\r\n\r\n"), "[400]", false),
        Arguments.of(
            chunked("3\r\nabc\r\n0\r\n" + "X: y\r\n".repeat(101) + "\r\n"), "[400]", false),
        Arguments.of(
            post("Content-Length: 5\r\nTransfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n"),
            "[abc]",
            false));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void readsContent(String request, String expected, boolean goesOn) {
    try (Memory m = Memory.serving(RequestContentTest::readAll).send(request + NEXT)) {
      assertThat(m.text()).contains("\r\n\r\n" + expected);
      assertThat(m.requests).hasSize(goesOn ? 2 : 1);
      assertThat(m.isClosed()).isEqualTo(!goesOn);
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void findsTheNextRequestBehindContentThatNobodyRead(
      String request, String expected, boolean goesOn) {
    try (Memory m = Memory.echoing().send(request + NEXT)) {
      assertThat(m.requests).hasSize(goesOn ? 2 : 1);
      assertThat(m.isClosed()).isEqualTo(!goesOn);
    }
  }

  @Test
  void takesBareLineFeedsUnderUnsafe() {
    try (Memory m =
        Memory.serving(
            Sites.PLAIN.with(
                Core.HTTP_PROTOCOL_OPTIONS, new Core.ProtocolOptions(false, null, null)),
            RequestContentTest::readAll,
            true)) {
      m.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n" + NEXT);
      assertThat(m.text()).contains("[abc]").endsWith("[]");
    }
  }

  @Test
  void givesTrailers() {
    List<String> trailers = new ArrayList<>();
    try (Memory m =
        Memory.serving(
            r -> {
              assertThat(r.body().trailers().isEmpty()).isTrue();
              Body body = readAll(r);
              trailers.add(String.valueOf(r.body().trailers().get("Foo")));
              return body;
            })) {
      m.send(chunked("3\r\nabc\r\n")).send("0\r\nFoo: bar\r\n\r\n");
      assertThat(trailers).containsExactly("bar");
    }
  }

  @Test
  void tellsTheDeclaredLength() {
    List<Long> lengths = new ArrayList<>();
    try (Memory m =
        Memory.serving(
            r -> {
              lengths.add(r.body().declaredLength());
              return Body.EMPTY;
            })) {
      m.send(post("Content-Length: 3", "abc") + chunked("0\r\n\r\n") + NEXT);
      assertThat(lengths).containsExactly(3L, -1L, 0L);
    }
  }

  @Test
  void sendsContinueWhenContentIsFirstRead() {
    try (Memory m =
        Memory.serving(RequestContentTest::readAll)
            .send(post("Content-Length: 3\r\nExpect: 100-continue", ""))) {
      assertThat(m.text()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      m.send("abc" + NEXT);
      assertThat(m.statuses()).containsExactly(100, 200, 200);
      assertThat(m.transfers().getFirst().wireOut()).isGreaterThan(25);
    }
  }

  @Test
  void closesWhenAClientWaitsForContinueInVain() {
    try (Memory m = Memory.echoing().send(post("Content-Length: 3\r\nExpect: 100-continue", ""))) {
      assertThat(m.statuses()).containsExactly(200);
      assertThat(m.text()).contains("\r\nConnection: close\r\n");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void sendsNoContinueToOldClients() {
    try (Memory m =
        Memory.serving(RequestContentTest::readAll)
            .send("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc")) {
      assertThat(m.statuses()).containsExactly(200);
    }
  }

  private static Body limited(Request r) {
    r.body().limit(4);
    return readAll(r);
  }

  @Test
  void refusesMoreThanTheLimitBeforeReading() {
    try (Memory m =
        Memory.serving(RequestContentTest::limited)
            .send(post("Content-Length: 5\r\nExpect: 100-continue", ""))) {
      assertThat(m.statuses()).containsExactly(200);
      assertThat(m.text()).endsWith("[413]");
    }
  }

  @Test
  void refusesMoreThanTheLimitWhileReading() {
    try (Memory m = Memory.serving(RequestContentTest::limited)) {
      m.send(chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
      assertThat(m.text()).endsWith("[413]");
    }
    try (Memory m = Memory.serving(RequestContentTest::limited)) {
      m.send(chunked("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"));
      assertThat(m.text()).endsWith("[abcd]");
    }
  }

  @Test
  void tellsTheReaderThatTheClientIsGone() {
    try (Memory m =
        Memory.serving(RequestContentTest::readAll).send(post("Content-Length: 5", "ab"))) {
      m.client.close();
      assertThat(m.only().aborted()).isTrue();
    }
  }

  @Test
  void tellsTheReaderThatTheClientClosedItsSideTooEarly() {
    try (Memory m =
        Memory.serving(RequestContentTest::readAll).send(post("Content-Length: 5", "ab"))) {
      m.client.finishSending();
      assertThat(m.text()).endsWith("[400]");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void streamReadsByteByByteAndPieceByPiece() {
    try (Memory m =
        Memory.serving(
            r -> {
              try (InputStream in = r.body().stream()) {
                StringBuilder seen = new StringBuilder();
                seen.append((char) in.read());
                byte[] some = new byte[2];
                seen.append(in.read(some)).append((char) some[0]).append((char) some[1]);
                seen.append(in.read(some, 0, 0)).append(in.available());
                seen.append((char) in.read()).append(in.read()).append(in.read(some));
                return Body.text(seen.toString());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })) {
      m.send(post("Content-Length: 4", "abcd"));
      assertThat(m.text()).endsWith("a2bc01d-1-1");
    }
  }

  @Test
  void holdsNoMoreThanEnoughWhileNobodyReads() {
    List<ByteBuffer> read = new ArrayList<>();
    MemoryAccount memory = new MemoryAccount();
    Gate gate = new Gate();
    RequestContent content =
        new RequestContent(
            -1,
            memory,
            gate,
            new RequestContent.Client() {
              @Override
              public void firstRead() {}

              @Override
              public void wanted() {}
            });
    assertThat(content.hasRoom()).isTrue();
    content.add(HttpConnectionTest.buffer("x".repeat(RequestContent.ENOUGH)));
    assertThat(content.hasRoom()).isFalse();
    assertThat(memory.held()).isEqualTo(RequestContent.ENOUGH);
    try {
      read.add(content.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(read.getFirst().remaining()).isEqualTo(RequestContent.ENOUGH);
    assertThat(content.hasRoom()).isTrue();
  }

  @Test
  void asksTheClientForMoreOnlyWhileThereIsRoom() {
    try (Memory m = Memory.echoing()) {
      Reads reads = new Reads();
      m.client.channel().pipeline().addFirst(reads);
      m.client
          .channel()
          .writeInbound(HttpConnectionTest.buffer(post("Content-Length: 1000000", "")));
      int before = reads.count;
      m.client.channel().writeInbound(HttpConnectionTest.buffer("x".repeat(40_000)));
      assertThat(reads.count).isEqualTo(before + 1);
      m.client.channel().writeInbound(HttpConnectionTest.buffer("x".repeat(40_000)));
      assertThat(reads.count).isEqualTo(before + 1);
    }
  }

  /** Counts how often the connection asks for more. */
  private static final class Reads extends io.netty.channel.ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(io.netty.channel.ChannelHandlerContext ctx) {
      count++;
      ctx.read();
    }
  }
}
