package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stoker.http.HeadIndex;
import io.stoker.http.ProtocolOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading the head of a request: the long way, and as far as a plan needs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBench {

  private static final String SHORT = "GET /a/b/c/10k.html HTTP/1.1\r\nHost: bench.example\r\n\r\n";
  private static final String BROWSER =
      """
      GET /a/b/c/10k.html?version=17 HTTP/1.1
      Host: bench.example
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
      Accept-Language: de,en-US;q=0.7,en;q=0.3
      Accept-Encoding: gzip, deflate, br, zstd
      Connection: keep-alive
      Cookie: session=0123456789abcdef0123456789abcdef; theme=dark
      Upgrade-Insecure-Requests: 1
      Sec-Fetch-Dest: document
      Sec-Fetch-Mode: navigate
      Sec-Fetch-Site: none
      Priority: u=0, i

      """
          .replace("\n", "\r\n");

  @Param({"short", "browser"})
  public String head;

  private byte[] text;
  private ByteBuf bytes;
  private Http1Decoder decoder;
  private EmbeddedChannel channel;
  private final HeadIndex index = new HeadIndex();

  @Setup
  public void start() {
    text = (head.equals("short") ? SHORT : BROWSER).getBytes(StandardCharsets.US_ASCII);
    bytes = Unpooled.directBuffer(text.length).writeBytes(text);
    decoder = new Http1Decoder(() -> ProtocolOptions.DEFAULT, "http", in -> 0);
    channel = new EmbeddedChannel(decoder);
  }

  /** What the pipeline starts with: line by line, judged by RequestHead. */
  @Benchmark
  public Object decode() {
    channel.writeInbound(bytes.readerIndex(0).retain());
    Object start = null;
    for (Object o = channel.readInbound(); o != null; o = channel.readInbound()) {
      start = start == null ? o : start;
    }
    decoder.resume();
    return start;
  }

  /** What a plan is looked up by. */
  @Benchmark
  public Object index() {
    System.arraycopy(text, 0, index.bytes(), 0, text.length);
    return index.read(text.length);
  }
}
