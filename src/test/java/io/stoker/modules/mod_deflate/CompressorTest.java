package io.stoker.modules.mod_deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows and memory of every size. */
class CompressorTest {

  private static byte[] compressed(Compressor compressor, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Gzip gzip = new Gzip(compressor, 100, (in, made) -> assertThat(in).isEqualTo(content.length));
    for (int at = 0; at < content.length; at += 7000) {
      ByteBuffer piece = ByteBuffer.wrap(content, at, Math.min(7000, content.length - at));
      gzip.accept(piece, made -> write(out, made));
      assertThat(piece.hasRemaining()).isFalse();
    }
    gzip.finish(made -> write(out, made));
    gzip.release();
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, ByteBuffer made) {
    byte[] bytes = new byte[made.remaining()];
    made.get(bytes);
    out.writeBytes(bytes);
  }

  private static byte[] plain(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({"15, 9", "15, 8", "15, 1", "14, 9", "9, 1", "9, 9", "10, 5"})
  void everySize(int window, int memory) throws IOException {
    byte[] content = new byte[100_000];
    new Random(window).nextBytes(content);
    System.arraycopy(content, 0, content, 50_000, 20_000);
    for (int level : new int[] {-1, 1, 6, 9}) {
      byte[] made = compressed(Compressor.of(level, window, memory), content);
      assertThat(plain(made)).isEqualTo(content);
    }
    assertThat(plain(compressed(Compressor.of(6, window, memory), new byte[0]))).isEmpty();
  }

  /** What comes again after more bytes than the window has is not found. */
  @Test
  void theWindowIsObeyed() {
    byte[] content = new byte[4000];
    new Random(1).nextBytes(content);
    System.arraycopy(content, 0, content, 2000, 2000);
    assertThat(compressed(Compressor.of(9, 9, 9), content)).hasSizeGreaterThan(4000);
    assertThat(compressed(Compressor.of(9, 12, 9), content)).hasSizeLessThan(2200);
    assertThat(compressed(Compressor.of(9, 15, 9), content)).hasSizeLessThan(2200);
  }
}
