package io.stoker.modules.mod_deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.engine.Response;
import io.stoker.files.OpenFile;
import io.stoker.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file compressed while it is sent. */
class StreamedDeflateTest {

  private static final int SIZE = 4 << 20;

  @TempDir Path root;
  private TestServer server;
  private long open;

  @BeforeEach
  void start() throws IOException {
    open = OpenFile.live();
    server =
        TestServer.in(root)
            .config(
                """
                LoadModule authz_core_module x
                LoadModule deflate_module x
                LogLevel debug
                SetOutputFilter DEFLATE
                """)
            .start();
    // Does not become smaller, so that little read is little sent.
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Files.createDirectories(root.resolve("htdocs"));
    Files.write(root.resolve("htdocs/large"), content);
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(OpenFile.live()).isEqualTo(open);
  }

  private Response serve() {
    Response response =
        server.serve("GET /large HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
    assertThat(response.headers().get("Content-Encoding")).isEqualTo("gzip");
    assertThat(response.headers().has("Content-Length")).isFalse();
    assertThat(response.body()).isInstanceOf(Body.Stream.class);
    assertThat(response.body().length()).isEqualTo(-1);
    return response;
  }

  /** A client who takes what it asked for and no more. */
  private static final class Reader implements Flow.Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private Flow.Subscription source;
    private Throwable failure;
    private boolean ended;

    Reader(Response response) {
      ((Body.Stream) response.body()).source().subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
    }

    @Override
    public void onNext(ByteBuffer piece) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      got.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable problem) {
      failure = problem;
    }

    @Override
    public void onComplete() {
      ended = true;
    }
  }

  @Test
  void comesOutAsItWas() throws IOException {
    Response response = serve();
    Reader reader = new Reader(response);
    while (!reader.ended) {
      reader.source.request(1);
      assertThat(reader.failure).isNull();
    }
    try (GZIPInputStream plain =
        new GZIPInputStream(new ByteArrayInputStream(reader.got.toByteArray()))) {
      assertThat(plain.readAllBytes()).isEqualTo(Files.readAllBytes(root.resolve("htdocs/large")));
    }
    assertThat(server.log())
        .anyMatch(l -> l.startsWith("deflate:debug AH01384: Zlib: Compressed " + SIZE + " to "));
    response.onSent().accept(Transfer.NONE);
  }

  @Test
  void aSlowReaderHoldsTheFileUp() throws IOException {
    Response response = serve();
    Reader reader = new Reader(response);
    reader.source.request(2);
    int got = reader.got.size();
    assertThat(got).isPositive().isLessThan(SIZE / 4);
    // What has not been read yet is read when it is asked for.
    try (RandomAccessFile file =
        new RandomAccessFile(root.resolve("htdocs/large").toFile(), "rw")) {
      file.setLength(SIZE / 2);
    }
    while (reader.failure == null) {
      assertThat(reader.ended).isFalse();
      reader.source.request(1);
    }
    assertThat(reader.failure).hasMessageContaining("shorter");
    assertThat(reader.got.size()).isBetween(SIZE / 2 - (256 << 10), SIZE / 2 + (256 << 10));
    assertThat(OpenFile.live()).isEqualTo(open);
  }

  @Test
  void nothingIsReadForAReaderWhoAsksForNothing() throws IOException {
    Response response = serve();
    Reader reader = new Reader(response);
    assertThat(reader.got.size()).isZero();
    reader.source.cancel();
    assertThat(OpenFile.live()).isEqualTo(open);
  }

  @Test
  void aReaderWhoGoesReleasesTheFile() {
    Response response = serve();
    Reader reader = new Reader(response);
    reader.source.request(3);
    assertThat(OpenFile.live()).isEqualTo(open + 1);
    reader.source.cancel();
    reader.source.cancel();
    int got = reader.got.size();
    reader.source.request(1);
    assertThat(reader.got.size()).isEqualTo(got);
    assertThat(reader.ended).isFalse();
    assertThat(reader.failure).isNull();
    assertThat(OpenFile.live()).isEqualTo(open);
  }

  @Test
  void aReplyThatIsNeverSentReleasesTheFile() {
    Response response = serve();
    response.body().release();
    assertThat(OpenFile.live()).isEqualTo(open);
  }
}
