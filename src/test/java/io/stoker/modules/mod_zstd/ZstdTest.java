package io.stoker.modules.mod_zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.DirectiveException;
import io.stoker.api.Transfer;
import io.stoker.engine.Response;
import io.stoker.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mod_zstd: what httpd's mod_brotli does, with zstd. */
class ZstdTest {

  private static final String MODULES =
      """
      LoadModule authz_core_module x
      LoadModule setenvif_module x
      LoadModule brotli_module x
      LoadModule deflate_module x
      LoadModule log_config_module x
      LoadModule zstd_module x
      """;
  private static final String TEXT = "a line of text\n".repeat(700);

  @TempDir Path root;
  private TestServer server;

  private void start(String config) {
    server = TestServer.in(root).config(MODULES + config + "\n").file("htdocs/a", TEXT).start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Response serve(String path, String... fields) {
    return server.serve(
        "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
  }

  private static byte[] plain(Response response) throws IOException {
    byte[] body = Bodies.bytes(response.body());
    response.onSent().accept(Transfer.NONE);
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  @Test
  void aReply() throws IOException {
    start("SetOutputFilter ZSTD_COMPRESS");
    Response response = serve("/a", "Accept-Encoding: gzip, br, zstd");
    assertThat(response.headers().get("Content-Encoding")).isEqualTo("zstd");
    assertThat(response.headers().get("Vary")).isEqualTo("Accept-Encoding");
    assertThat(response.headers().get("ETag")).endsWith("-zstd\"");
    assertThat(response.body()).isInstanceOf(Body.Bytes.class);
    assertThat(response.headers().get("Content-Length"))
        .isEqualTo(Long.toString(response.body().length()));
    assertThat(response.body().length()).isLessThan(200);
    assertThat(new String(plain(response), StandardCharsets.ISO_8859_1)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, br", "zstd;q=0", "*", "zstandard", "identity"})
  void clientsThatDoNotTakeIt(String accepted) {
    start("SetOutputFilter ZSTD_COMPRESS");
    assertThat(server.get("/a", "Accept-Encoding: " + accepted))
        .contains("Vary: Accept-Encoding\n")
        .doesNotContain("Content-Encoding")
        .endsWith(TEXT);
  }

  @Test
  void noZstd() {
    start("SetOutputFilter ZSTD_COMPRESS\nSetEnvIf X-Off . no-zstd");
    assertThat(server.get("/a", "Accept-Encoding: zstd", "X-Off: 1"))
        .doesNotContain("Vary")
        .doesNotContain("Content-Encoding")
        .endsWith(TEXT);
  }

  @Test
  void theFirstThatTheClientTakes() {
    start("SetOutputFilter ZSTD_COMPRESS;BROTLI_COMPRESS;DEFLATE");
    String all = "Accept-Encoding: gzip, br, zstd";
    assertThat(serve("/a", all).headers().get("Content-Encoding")).isEqualTo("zstd");
    assertThat(serve("/a", "Accept-Encoding: gzip, br").headers().get("Content-Encoding"))
        .isEqualTo("br");
    assertThat(serve("/a", "Accept-Encoding: gzip").headers().get("Content-Encoding"))
        .isEqualTo("gzip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"NoChange | '\"'", "Remove | ", "AddSuffix | '-zstd\"'"})
  void theTag(String rule, String end) {
    start("SetOutputFilter ZSTD_COMPRESS\nStokerZstdAlterETag " + rule);
    String tag = serve("/a", "Accept-Encoding: zstd").headers().get("ETag");
    if (end == null) {
      assertThat(tag).isNull();
    } else {
      assertThat(tag).endsWith(end);
      assertThat(tag.contains("-zstd")).isEqualTo(end.length() > 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "3, 0", "19, 23", "22, 0"})
  void everySetting(int level, int window) throws IOException {
    String bits = window == 0 ? "" : "\nStokerZstdCompressionWindow " + window;
    start("SetOutputFilter ZSTD_COMPRESS\nStokerZstdCompressionLevel " + level + bits);
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    Files.write(root.resolve("htdocs/large"), content);
    Response response = serve("/large", "Accept-Encoding: zstd");
    assertThat(response.headers().has("Content-Length")).isFalse();
    assertThat(plain(response)).isEqualTo(content);
  }

  @Test
  void notes() throws IOException {
    start(
        "SetOutputFilter ZSTD_COMPRESS\n"
            + "StokerZstdFilterNote Input in\nStokerZstdFilterNote Output out\n"
            + "StokerZstdFilterNote ratio\n"
            + "CustomLog logs/access.log \"%{in}n %{out}n %{ratio}n\"");
    Response response = serve("/a", "Accept-Encoding: zstd");
    long made = response.body().length();
    assertThat(plain(response)).hasSize(TEXT.length());
    assertThat(made).isPositive();
    assertThat(server.get("/a")).endsWith(TEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StokerZstdCompressionLevel 0 | StokerZstdCompressionLevel must be between 1 and 22",
        "StokerZstdCompressionLevel 23 | StokerZstdCompressionLevel must be between 1 and 22",
        "StokerZstdCompressionLevel 3x | StokerZstdCompressionLevel must be between 1 and 22",
        "StokerZstdCompressionWindow 9 | StokerZstdCompressionWindow must be between 10 and 23",
        "StokerZstdCompressionWindow 24 | StokerZstdCompressionWindow must be between 10 and 23",
        "StokerZstdAlterETag a | StokerZstdAlterETag accepts only 'AddSuffix', 'NoChange' and",
        "StokerZstdFilterNote in a | Unknown StokerZstdFilterNote type 'in'"
      })
  void whatIsRefused(String line, String error) {
    assertThatThrownBy(() -> start(line)).hasMessageContaining(error);
  }

  @Test
  void aMachineWithoutTheLibrary() {
    assertThatThrownBy(
            () ->
                ModZstd.load(
                    () -> {
                      throw new UnsatisfiedLinkError("no room");
                    }))
        .isInstanceOf(DirectiveException.class)
        .hasMessageMatching(
            "mod_zstd: the zstd library for Linux \\S+ cannot be loaded by way of /\\S+:"
                + " java.lang.UnsatisfiedLinkError: no room");
  }
}
