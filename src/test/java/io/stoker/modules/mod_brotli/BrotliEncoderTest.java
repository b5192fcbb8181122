package io.stoker.modules.mod_brotli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.stoker.api.DirectiveException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the encoder makes can be read, with every setting. */
class BrotliEncoderTest {

  private final List<Long> told = new ArrayList<>();

  private byte[] compressed(BrotliConfig config, ByteBuffer... pieces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BrotliEncoder encoder = new BrotliEncoder(config, (in, made) -> told.addAll(List.of(in, made)));
    try {
      for (ByteBuffer piece : pieces) {
        encoder.accept(piece, made -> write(out, made));
        assertThat(piece.hasRemaining()).isFalse();
      }
      encoder.finish(made -> write(out, made));
    } finally {
      encoder.release();
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, ByteBuffer made) {
    byte[] bytes = new byte[made.remaining()];
    made.get(bytes);
    out.writeBytes(bytes);
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    Brotli4jLoader.ensureAvailability();
    try (BrotliInputStream in = new BrotliInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    }
  }

  /** Text of few words, so that there is something to find. */
  private static byte[] text(int length) {
    Random random = new Random(length);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) "eeeeaaoinst \n".charAt(random.nextInt(13));
    }
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 16",
    "1, 18, 16",
    "2, 24, 24",
    "4, 16, 20",
    "5, 18, 0",
    "6, 22, 0",
    "9, 10, 24",
    "11, 24, 16"
  })
  void everySetting(int quality, int window, int block) throws IOException {
    BrotliConfig config = BrotliConfig.UNSET.withQuality(quality).withWindow(window);
    byte[] text = text(300_000);
    byte[] made = compressed(block == 0 ? config : config.withBlock(block), ByteBuffer.wrap(text));
    assertThat(made).hasSizeLessThan(200_000);
    assertThat(plain(made)).isEqualTo(text);
    assertThat(told).containsExactly((long) text.length, (long) made.length);
  }

  @Test
  void theBlockMatters() throws IOException {
    byte[] text = text(400_000);
    BrotliConfig config = BrotliConfig.UNSET.withQuality(9).withWindow(22);
    byte[] small = compressed(config.withBlock(16), ByteBuffer.wrap(text));
    byte[] large = compressed(config.withBlock(24), ByteBuffer.wrap(text));
    assertThat(small).isNotEqualTo(large);
    assertThat(plain(small)).isEqualTo(plain(large));
  }

  @Test
  void nothing() throws IOException {
    byte[] made = compressed(BrotliConfig.UNSET);
    assertThat(made).hasSize(1);
    assertThat(plain(made)).isEmpty();
    assertThat(told).containsExactly(0L, 1L);
  }

  @Test
  void piecesOfEveryKind() throws IOException {
    byte[] text = text(200_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(text.length).put(text).flip();
    byte[] made =
        compressed(
            BrotliConfig.UNSET,
            ByteBuffer.wrap(text, 0, 7),
            ByteBuffer.wrap(text).slice(7, 100_000).asReadOnlyBuffer(),
            ByteBuffer.allocate(0),
            direct.slice(100_007, text.length - 100_007));
    assertThat(plain(made)).isEqualTo(text);
  }

  @Test
  void oneThatIsGivenUp() throws IOException {
    BrotliEncoder encoder = new BrotliEncoder(BrotliConfig.UNSET, (in, made) -> told.add(in));
    encoder.accept(ByteBuffer.wrap(text(1 << 20)), made -> {});
    encoder.release();
    assertThat(told).isEmpty();
  }

  @Test
  void aMachineWithoutTheLibrary() throws DirectiveException {
    assertThat(BrotliLibrary.problem()).isNull();
    ModBrotli.refuseWithout(null);
    assertThatThrownBy(() -> ModBrotli.refuseWithout(new UnsatisfiedLinkError("no room")))
        .isInstanceOf(DirectiveException.class)
        .hasMessageMatching(
            "mod_brotli: the brotli library for Linux \\S+ cannot be loaded by way of /\\S+:"
                + " java.lang.UnsatisfiedLinkError: no room");
  }
}
