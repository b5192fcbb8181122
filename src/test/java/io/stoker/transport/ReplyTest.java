package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.engine.Response;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of replies: every kind, slow clients, broken connections, and who releases what. */
class ReplyTest {

  @TempDir Path dir;

  private final List<FileChannel> files = new ArrayList<>();
  private int released;

  @AfterEach
  void closeFiles() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  private Body.FileRegion region(int size, int offset, int length, boolean sendfile) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    try {
      Path path = Files.write(dir.resolve("file" + files.size()), bytes);
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      files.add(channel);
      return new Body.FileRegion(channel, offset, length, sendfile, () -> released++);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String letters(int from, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + length; i++) {
      text.append((char) ('a' + i % 26));
    }
    return text.toString();
  }

  private static String content(Memory m) {
    String text = m.text();
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  // ---- memory and files ----

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8192, 8193, 500_000})
  void sendsBytes(int length) {
    try (Memory m = Memory.serving(r -> Body.text(letters(0, length))).get("/")) {
      assertThat(content(m)).isEqualTo(letters(0, length));
      assertThat(m.only().bodyBytes()).isEqualTo(length);
      assertThat(m.only().wireOut()).isEqualTo(m.text().length());
      assertThat(m.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsRegionsOfFiles(boolean sendfile) {
    for (int length : new int[] {0, 1, 65_536, 65_537, 300_000}) {
      released = 0;
      try (Memory m = Memory.serving(r -> region(300_010, 7, length, sendfile)).get("/")) {
        assertThat(content(m)).isEqualTo(letters(7, length));
        assertThat(m.only().bodyBytes()).isEqualTo(length);
        assertThat(m.only().wireOut()).isEqualTo(m.text().length());
        assertThat(m.isClosed()).isFalse();
      }
      assertThat(released).as("releases of a region of %d", length).isEqualTo(1);
    }
  }

  @Test
  void readsFilesWhereTheConnectionCannotSendThem() {
    try (Memory m = Memory.serving(Sites.PLAIN, r -> region(200_000, 0, 200_000, true), false)) {
      m.get("/");
      assertThat(content(m)).isEqualTo(letters(0, 200_000));
    }
    assertThat(released).isEqualTo(1);
  }

  @Test
  void cutsTheConnectionWhenAFileBecameShorter() {
    for (int length : new int[] {100, 200_000}) {
      released = 0;
      try (Memory m =
          Memory.serving(r -> region(length - 1, 0, length, false)).expectingFailures().get("/")) {
        assertThat(m.only().aborted()).isTrue();
        assertThat(content(m).length()).isLessThan(length);
        assertThat(m.isClosed()).isTrue();
      }
      assertThat(released).isEqualTo(1);
    }
  }

  @Test
  void sendsOnePartAfterTheOther() {
    Body body =
        new Body.Sequence(
            List.of(
                Body.text("<"),
                region(100, 10, 20, true),
                new Body.Sequence(List.of(Body.text("|"), region(200_000, 0, 100_000, false))),
                Body.EMPTY,
                Body.text(">")));
    try (Memory m = Memory.serving(r -> body).get("/")) {
      assertThat(content(m)).isEqualTo("<" + letters(10, 20) + "|" + letters(0, 100_000) + ">");
    }
    assertThat(released).isEqualTo(2);
  }

  @Test
  void neverSendsMoreThanTheHeadPromised() {
    try (Memory m = Memory.running(Sites.PLAIN, r -> promising(3, Body.text("abcdef"))).get("/")) {
      assertThat(content(m)).isEqualTo("abc");
    }
  }

  @Test
  void cutsTheConnectionWhenThereIsLessThanPromised() {
    try (Memory m = Memory.running(Sites.PLAIN, r -> promising(9, Body.text("abc"))).get("/")) {
      assertThat(content(m)).isEqualTo("abc");
      assertThat(m.isClosed()).isTrue();
    }
  }

  private static Response promising(int length, Body body) {
    return new Response(
        HttpVersion.HTTP_1_1,
        200,
        "OK",
        Headers.of("Content-Length", String.valueOf(length)),
        1,
        body,
        false,
        true,
        false,
        5000,
        100,
        t -> {});
  }

  @Test
  void sendsNoContentWhereThereCanBeNone() {
    try (Memory m =
        Memory.running(
                Sites.PLAIN,
                r ->
                    new Response(
                        HttpVersion.HTTP_1_1,
                        304,
                        "Not Modified",
                        new Headers(),
                        0,
                        region(10, 0, 10, true),
                        true,
                        true,
                        false,
                        5000,
                        100,
                        t -> {}))
            .get("/")) {
      assertThat(m.text()).isEqualTo("HTTP/1.1 304 Not Modified\r\n\r\n");
      assertThat(m.isClosed()).isFalse();
    }
    assertThat(released).isEqualTo(1);
  }

  @Test
  void fieldsCannotBecomeTwo() {
    try (Memory m =
        Memory.running(
                Sites.PLAIN,
                r ->
                    new Response(
                        HttpVersion.HTTP_1_1,
                        200,
                        "OK",
                        Headers.of("Content-Length", "0", "X", "a\r\nSet-Cookie: b"),
                        0,
                        Body.EMPTY,
                        false,
                        true,
                        false,
                        5000,
                        100,
                        t -> {}))
            .get("/")) {
      assertThat(m.text()).contains("\r\nX: a  Set-Cookie: b\r\n");
    }
  }

  // ---- streams ----

  /** A source that gives one buffer for each request and remembers what was done to it. */
  private static final class Source implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final List<String> pieces;
    private final @Nullable RuntimeException end;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private int at;
    private int cancels;
    private int asked;

    Source(@Nullable RuntimeException end, String... pieces) {
      this.pieces = List.of(pieces);
      this.end = end;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> s) {
      subscriber = s;
      s.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      asked += (int) n;
      if (at < pieces.size()) {
        subscriber.onNext(ByteBuffer.wrap(pieces.get(at++).getBytes(StandardCharsets.ISO_8859_1)));
      } else if (end != null) {
        subscriber.onError(end);
      } else {
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      cancels++;
    }
  }

  @Test
  void sendsAStreamOfUnknownLengthInChunks() {
    Source source = new Source(null, "abc", "", "x".repeat(17));
    try (Memory m = Memory.serving(r -> new Body.Stream(source, -1)).get("/")) {
      assertThat(m.text()).contains("\r\nTransfer-Encoding: chunked\r\n");
      assertThat(content(m)).isEqualTo("3\r\nabc\r\n11\r\n" + "x".repeat(17) + "\r\n0\r\n\r\n");
      assertThat(m.only().bodyBytes()).isEqualTo(20);
      assertThat(m.only().wireOut()).isEqualTo(m.text().length());
      assertThat(source.cancels).isZero();
      assertThat(m.isClosed()).isFalse();
    }
  }

  @Test
  void endsAStreamToAnOldClientByClosing() {
    try (Memory m = Memory.serving(r -> new Body.Stream(new Source(null, "abc", "de"), -1))) {
      m.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(content(m)).isEqualTo("abcde");
      assertThat(m.text()).contains("\r\nConnection: close\r\n").doesNotContain("chunked");
      assertThat(m.isClosed()).isTrue();
    }
  }

  @Test
  void sendsAStreamOfKnownLengthAsItIs() {
    try (Memory m = Memory.serving(r -> new Body.Stream(new Source(null, "abc", "de"), 5))) {
      m.get("/").get("/");
      assertThat(m.statuses()).containsExactly(200, 200);
      assertThat(content(m)).startsWith("abcdeHTTP/1.1");
    }
  }

  @Test
  void mixesStreamsAndFilesInChunks() {
    Body body =
        new Body.Sequence(
            List.of(
                new Body.Stream(new Source(null, "abc"), -1),
                region(100, 0, 5, true),
                new Body.Stream(new Source(null, "xyz"), -1)));
    try (Memory m = Memory.serving(r -> body).get("/")) {
      assertThat(content(m)).isEqualTo("3\r\nabc\r\n5\r\nabcde\r\n3\r\nxyz\r\n0\r\n\r\n");
      assertThat(m.only().bodyBytes()).isEqualTo(11);
    }
    assertThat(released).isEqualTo(1);
  }

  @Test
  void cutsTheConnectionWhenAStreamFails() {
    Body.FileRegion rest = region(10, 0, 10, true);
    Body body =
        new Body.Sequence(
            List.of(
                new Body.Stream(new Source(new IllegalStateException("broken"), "abc"), -1), rest));
    try (Memory m = Memory.serving(r -> body).expectingFailures().get("/")) {
      assertThat(content(m)).isEqualTo("3\r\nabc\r\n");
      assertThat(m.isClosed()).isTrue();
      assertThat(m.only().aborted()).isTrue();
      assertThat(m.server.failures()).hasSize(1);
    }
    assertThat(released).isEqualTo(1);
  }

  @Test
  void asksForNoMoreThanASlowClientTakes() {
    String[] pieces = new String[100];
    java.util.Arrays.fill(pieces, "x".repeat(10_000));
    Source source = new Source(null, pieces);
    try (Memory m = Memory.serving(r -> new Body.Stream(source, -1))) {
      m.client.stopReading();
      m.get("/");
      assertThat(source.asked).isLessThan(10);
      m.client.startReading();
      assertThat(source.asked).isEqualTo(101);
      assertThat(m.only().bodyBytes()).isEqualTo(1_000_000);
    }
  }

  @Test
  void cancelsTheSourceWhenTheClientGoes() {
    String[] pieces = new String[100];
    java.util.Arrays.fill(pieces, "x".repeat(10_000));
    Source source = new Source(null, pieces);
    Source never = new Source(null, "never");
    List<Transfer> transfers;
    Body body =
        new Body.Sequence(
            List.of(
                new Body.Stream(source, -1), new Body.Stream(never, -1), region(9, 0, 9, true)));
    try (Memory m = Memory.serving(r -> body)) {
      m.client.stopReading();
      m.get("/");
      m.client.channel().close();
      m.server.settle();
      assertThat(source.cancels).isEqualTo(1);
      assertThat(never.cancels).isEqualTo(1);
      assertThat(never.asked).isZero();
      transfers = m.transfers();
    }
    assertThat(transfers).hasSize(1);
    assertThat(transfers.getFirst().aborted()).isTrue();
    assertThat(transfers.getFirst().bodyBytes()).isZero();
    assertThat(released).isEqualTo(1);
  }

  @Test
  void releasesARegionThatIsBeingReadWhenTheClientGoes() {
    try (Memory m = Memory.serving(r -> region(900_000, 0, 900_000, false))) {
      m.client.stopReading();
      m.get("/");
      m.client.channel().close();
      assertThat(m.only().aborted()).isTrue();
    }
    assertThat(released).isEqualTo(1);
  }

  @Test
  void releasesWhatWaitsForASlowClientWhenItGoes() {
    Body body =
        new Body.Sequence(
            List.of(
                Body.text("x".repeat(100_000)),
                region(10, 0, 10, true),
                region(900_000, 0, 900_000, false)));
    try (Memory m = Memory.serving(r -> body)) {
      m.client.stopReading();
      m.get("/");
      m.client.channel().close();
      assertThat(m.only().aborted()).isTrue();
    }
    assertThat(released).isEqualTo(2);
  }

  @Test
  void aStreamMayReadTheRequestWhileItIsSent() {
    try (Memory m =
        Memory.serving(
            r ->
                new Body.Stream(
                    s ->
                        s.onSubscribe(
                            new Flow.Subscription() {
                              @Override
                              public void request(long n) {
                                try {
                                  ByteBuffer next = r.body().read();
                                  if (next == null) {
                                    s.onComplete();
                                  } else {
                                    s.onNext(next);
                                  }
                                } catch (IOException e) {
                                  s.onError(e);
                                }
                              }

                              @Override
                              public void cancel() {}
                            }),
                    -1))) {
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nab");
      assertThat(content(m)).isEqualTo("2\r\nab\r\n");
      m.send("cd").send("ef");
      assertThat(content(m)).isEqualTo("2\r\nab\r\n2\r\ncd\r\n2\r\nef\r\n0\r\n\r\n");
      assertThat(m.isClosed()).isFalse();
    }
  }

  @Test
  void aStreamThatReadsFromASlowClientIsToldSo() {
    try (Memory m =
        Memory.serving(
            Sites.timeout(3),
            r ->
                new Body.Stream(
                    s ->
                        s.onSubscribe(
                            new Flow.Subscription() {
                              @Override
                              public void request(long n) {
                                try {
                                  s.onNext(r.body().read());
                                } catch (IOException e) {
                                  s.onError(e);
                                }
                              }

                              @Override
                              public void cancel() {}
                            }),
                    -1),
            true)) {
      m.expectingFailures();
      m.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nab").afterSeconds(2);
      assertThat(m.isClosed()).isFalse();
      m.afterSeconds(4);
      assertThat(m.isClosed()).isTrue();
      assertThat(m.only().aborted()).isTrue();
    }
  }
}
