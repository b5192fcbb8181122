package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stoker.http.ProtocolOptions;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out does not depend on how the bytes were cut on their way. */
class Http1DecoderTest {

  private static final ProtocolOptions UNSAFE =
      new ProtocolOptions(false, false, true, 8190, 100, 8190);

  static Stream<String> inputs() {
    String get = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        get + get,
        "\r\n\r\n" + get,
        "\r\n".repeat(11) + get,
        "GET /a\r\n" + get,
        "GET /a\n" + get,
        "GET / HTTP/1.1\nHost: a\n\n" + get,
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n" + get,
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n" + get,
        "GET / HTTP/1.1\r\n\r\n" + get,
        "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\nabcdefg" + get,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n" + get,
        chunked + "5;x=\"y\"\r\nabcde\r\n00a\r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\n" + get,
        chunked + "3\nabc\n0\n\n" + get,
        chunked + "3\r\nabc\rX0\r\n\r\n" + get,
        chunked + "x\r\n" + get,
        chunked + "1\r\na\r\n0\r\nbad trailer\r\n\r\n" + get);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everySplitGivesTheSame(String input) {
    for (ProtocolOptions options : new ProtocolOptions[] {ProtocolOptions.DEFAULT, UNSAFE}) {
      String whole = decode(options, input);
      for (int at = 1; at < input.length(); at++) {
        assertThat(decode(options, input.substring(0, at), input.substring(at)))
            .as("split at %d", at)
            .isEqualTo(whole);
      }
      assertThat(decode(options, input.split(""))).as("byte by byte").isEqualTo(whole);
      Random random = new Random(input.hashCode());
      for (int i = 0; i < 50; i++) {
        assertThat(decode(options, cut(input, random))).isEqualTo(whole);
      }
    }
  }

  private static String[] cut(String input, Random random) {
    return input.split("(?<=\\G.{" + (1 + random.nextInt(9)) + "})(?s)");
  }

  /** A trace of what the decoder says, content joined. */
  private static String decode(ProtocolOptions options, String... pieces) {
    Http1Decoder decoder = new Http1Decoder(() -> options, "http", in -> 0);
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    StringBuilder trace = new StringBuilder();
    for (String piece : pieces) {
      channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
      trace(channel, decoder, trace);
    }
    channel.finishAndReleaseAll();
    return trace.toString();
  }

  private static void trace(EmbeddedChannel channel, Http1Decoder decoder, StringBuilder trace) {
    for (Object out = channel.readInbound(); out != null; out = channel.readInbound()) {
      switch (out) {
        case Inbound.Start s -> {
          trace.append("\nSTART ").append(s.line().text()).append(' ').append(s.refusal());
          trace.append(s.headers()).append(s.body()).append(s.lastOne()).append(' ');
        }
        case ByteBuf content -> {
          trace.append(content.toString(StandardCharsets.ISO_8859_1));
          content.release();
        }
        case Inbound.End end -> {
          trace.append(" END ").append(end.trailers()).append(decoder.wireIn());
          decoder.resume();
        }
        case Inbound.Fault fault -> trace.append(" FAULT ").append(fault.failure().status());
        default -> throw new IllegalStateException(out.toString());
      }
    }
  }
}
