package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.stoker.bench.BenchSite;
import io.stoker.bench.LoopThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A request that has a plan, from its bytes to the bytes of the reply and the line of the access
 * log; only the socket is missing. It is to allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {LoopThreads.CUSTOM, LoopThreads.CLASS})
public class FastLaneBench {

  @Param({"100.html", "10k.html"})
  public String file;

  /** The format of the access log, or "off". */
  @Param({"off", "combined"})
  public String log;

  private BenchSite site;
  private MemoryServer.Client client;
  private ChannelPipeline pipeline;
  private ByteBuf request;
  private long written;

  @Setup
  public void start() throws IOException {
    String more = log.equals("off") ? "" : "CustomLog access.log " + log + "\n";
    site = BenchSite.start(more + "MaxKeepAliveRequests 0");
    MemoryServer server = new MemoryServer(site.snapshot(), site.service(), 4);
    client =
        server.connect(
            new InetSocketAddress("127.0.0.1", 40_000),
            new InetSocketAddress("127.0.0.1", 80),
            false);
    byte[] text =
        ("GET /" + file + " HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: jmh\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 3; i++) {
      client.send(text);
    }
    // As a server's channels have it; the tests' own allocator makes an object for each buffer.
    client.channel().config().setAllocator(PooledByteBufAllocator.DEFAULT);
    pipeline = client.channel().pipeline();
    pipeline.addFirst("sink", new Sink());
    // Changes of files were looked for in this round of the loop.
    LoopLane.current().beginRound();
    request = Unpooled.directBuffer(text.length).writeBytes(text);
    long before = site.hits();
    hit();
    if (site.hits() != before + 1) {
      throw new IllegalStateException("no hit: " + site.refusals());
    }
  }

  /** The whole way of a hit. */
  @Benchmark
  public long hit() {
    request.readerIndex(0).retain();
    pipeline.fireChannelRead(request);
    pipeline.fireChannelReadComplete();
    return written;
  }

  @TearDown
  public void stop() throws IOException {
    pipeline.remove("sink");
    client.close();
    site.close();
  }

  /** Stands for the socket: takes all at once. */
  private final class Sink extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      written += ((ByteBuf) message).readableBytes();
      ReferenceCountUtil.release(message);
      promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      // taken already
    }
  }
}
