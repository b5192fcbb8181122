package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

  private static ReplyReader of(String bytes) {
    return new ReplyReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void readsAsManyBytesAsContentLengthSays() throws IOException {
    ReplyReader reader =
        of("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 No Content\r\n\r\n");
    assertThat(reader.read(false, false).body()).isEqualTo("abc");
    assertThat(reader.read(false, false).head()).containsExactly("HTTP/1.1 204 No Content");
    assertThat(reader.read(false, false).marks()).containsExactly("none");
  }

  @Test
  void joinsChunks() throws IOException {
    Reply reply =
        of("HTTP/1.1 200 OK\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "3\r\n"
                + "abc\r\n"
                + "A;x\r\n"
                + "0123456789\r\n"
                + "0\r\n\r\n")
            .read(false, false);
    assertThat(reply.body()).isEqualTo("abc0123456789");
    assertThat(reply.marks()).isEmpty();
  }

  @Test
  void readsToTheEndWithoutFraming() throws IOException {
    Reply reply = of("HTTP/1.0 200 OK\r\n\r\nabc").read(false, false);
    assertThat(reply.body()).isEqualTo("abc");
    assertThat(reply.marks()).isEmpty();
  }

  @Test
  void hasNoBodyForHead() throws IOException {
    Reply reply = of("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n").read(true, false);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.marks()).isEmpty();
  }

  @Test
  void keepsInterimHeads() throws IOException {
    Reply reply =
        of("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .read(false, false);
    assertThat(reply.heads()).hasSize(2);
    assertThat(reply.head().getFirst()).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void noticesWhatEndsTooEarly() throws IOException {
    Reply reply = of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc").read(false, false);
    assertThat(reply.marks()).containsExactly("truncated");
  }

  @Test
  void readsHttp09() throws IOException {
    Reply reply = of("<html>").read(false, false);
    assertThat(reply.body()).isEqualTo("<html>");
    assertThat(reply.marks()).containsExactly("0.9");
  }

  @Test
  void tellsAConnectionThatStaysOpenAgainstItsWord() throws IOException {
    Reply reply =
        of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK")
            .read(false, false);
    assertThat(reply.marks()).containsExactly("not closed");
  }

  @Test
  void tellsAConnectionThatIsClosedUnannounced() throws IOException {
    String bytes = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    assertThat(of(bytes).read(false, true).marks()).containsExactly("closed");
    assertThat(of(bytes).read(false, false).marks()).isEmpty();
  }
}
