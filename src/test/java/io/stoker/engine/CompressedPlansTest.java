package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import io.stoker.api.BodyFilter;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compressed content is kept with the plan: compressed once for each way to ask for it. */
class CompressedPlansTest {

  private static final String TEXT = "ten thousand bytes of content\n".repeat(334);

  @TempDir Path root;
  private final AtomicInteger runs = new AtomicInteger();
  private TestServer server;
  private MemoryTransport connections;

  /** Offers a filter that counts how often the filters of a reply run. */
  private final class Counting implements HttpdModule {
    @Override
    public String name() {
      return "mod_counting";
    }

    @Override
    public boolean isStatic() {
      return true;
    }

    @Override
    public List<Extension<?>> extensions() {
      BodyFilter counting =
          (x, body) -> {
            runs.incrementAndGet();
            return body;
          };
      return List.of(BodyFilter.POINT.offer("COUNTING", counting));
    }
  }

  private void start(String config) {
    server =
        TestServer.in(root)
            .module(new Counting())
            .file("htdocs/a.txt", TEXT)
            .file("htdocs/large.txt", TEXT.repeat(50))
            .config(
                """
                LoadModule authz_core_module x
                LoadModule deflate_module x
                LoadModule brotli_module x
                LoadModule zstd_module x
                LoadModule headers_module x
                LoadModule log_config_module x
                """
                    + config
                    + "\n")
            .start();
    connections = server.connections();
  }

  @AfterEach
  void stop() {
    assertThat(connections.failures()).isEmpty();
    server.close();
  }

  private String get(String path, String accepted) {
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      String field = accepted.isEmpty() ? "" : "Accept-Encoding: " + accepted + "\r\n";
      String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n";
      client.send(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(client.received(), StandardCharsets.ISO_8859_1)
          .replaceFirst("Date: [^\r]*\r\n", "");
    }
  }

  private static String content(String reply, String coding) throws IOException {
    int at = reply.indexOf("\r\n\r\n") + 4;
    byte[] body = reply.substring(at).getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = decoder(coding, new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static InputStream decoder(String coding, InputStream in) throws IOException {
    Brotli4jLoader.ensureAvailability();
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(in);
      case "br" -> new BrotliInputStream(in);
      case "zstd" -> new ZstdInputStream(in);
      default -> in;
    };
  }

  @ParameterizedTest
  @CsvSource({"gzip, DEFLATE", "br, BROTLI_COMPRESS", "zstd, ZSTD_COMPRESS"})
  void onceForEachThatAsksTheSame(String coding, String filter) throws IOException {
    start("SetOutputFilter COUNTING;" + filter);
    String first = get("/a.txt", coding);
    assertThat(first).contains("Content-Encoding: " + coding + "\r\n").hasSizeLessThan(1000);
    assertThat(content(first, coding)).isEqualTo(TEXT);
    for (int i = 0; i < 9; i++) {
      assertThat(get("/a.txt", coding)).isEqualTo(first);
    }
    assertThat(runs).hasValue(1);
    assertThat(server.plans().hits()).isEqualTo(9);
    for (int i = 0; i < 3; i++) {
      assertThat(get("/a.txt", "")).endsWith(TEXT);
      assertThat(get("/a.txt", "other, " + coding)).isEqualTo(first);
    }
    assertThat(runs).hasValue(3);
  }

  @Test
  void aPlanForEachCoding() throws IOException {
    start("SetOutputFilter COUNTING;ZSTD_COMPRESS;BROTLI_COMPRESS;DEFLATE");
    for (int i = 0; i < 4; i++) {
      assertThat(content(get("/a.txt", "gzip, deflate, br, zstd"), "zstd")).isEqualTo(TEXT);
      assertThat(content(get("/a.txt", "gzip, deflate, br"), "br")).isEqualTo(TEXT);
      assertThat(content(get("/a.txt", "gzip, deflate"), "gzip")).isEqualTo(TEXT);
      assertThat(content(get("/a.txt", "identity"), "identity")).isEqualTo(TEXT);
    }
    assertThat(runs).hasValue(4);
    assertThat(server.plans().hits()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"gzip, DEFLATE", "br, BROTLI_COMPRESS", "zstd, ZSTD_COMPRESS"})
  void aFileOfManyPieces(String coding, String filter) {
    start("SetOutputFilter COUNTING;" + filter);
    String first = get("/large.txt", coding);
    for (int i = 0; i < 4; i++) {
      assertThat(get("/large.txt", coding)).isEqualTo(first);
    }
    assertThat(runs).as("runs: %s", server.plans().refusals()).hasValue(1);
    assertThat(server.plans().hits()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"gzip, DEFLATE", "br, BROTLI_COMPRESS", "zstd, ZSTD_COMPRESS"})
  void changedContentIsCompressedAnew(String coding, String filter) throws IOException {
    start("SetOutputFilter COUNTING;" + filter);
    get("/a.txt", coding);
    get("/a.txt", coding);
    server.write("htdocs/a.txt", "changed\n" + TEXT);
    assertThat(content(get("/a.txt", coding), coding)).isEqualTo("changed\n" + TEXT);
    assertThat(runs).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, DEFLATE, DeflateFilterNote",
    "br, BROTLI_COMPRESS, BrotliFilterNote",
    "zstd, ZSTD_COMPRESS, StokerZstdFilterNote"
  })
  void notesAreLoggedForEach(String coding, String filter, String directive) {
    start(
        "SetOutputFilter COUNTING;"
            + filter
            + "\n"
            + directive
            + " ratio\nCustomLog logs/access.log \"%{ratio}n\"");
    for (int i = 0; i < 5; i++) {
      get("/a.txt", coding);
    }
    assertThat(runs).as("runs: %s", server.plans().refusals()).hasValue(1);
  }
}
