package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.stoker.http.ProtocolOptions;
import io.stoker.mpm.Children;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.Occupant;
import io.stoker.mpm.Seat;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestChildren;
import io.stoker.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the short way costs. */
class LoopLaneTest {

  private static final String BROWSER =
      "GET /a.txt HTTP/1.1\r\n"
          + "Host: a\r\n"
          + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101\r\n"
          + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
          + "Accept-Encoding: gzip, deflate, br, zstd\r\n"
          + "Connection: keep-alive\r\n\r\n";

  private static final int ROUNDS = 20_000;

  /**
   * The one that made the least counts: what every hit makes, all of them make. Netty's pools grow
   * 33 KB at a time, in any of them.
   */
  private static final int RUNS = 5;

  @TempDir Path root;

  /** Writes go nowhere. */
  private static final class Nowhere extends ChannelOutboundHandlerAdapter {
    private long octets;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      octets += ((ByteBuf) message).readableBytes();
      ReferenceCountUtil.release(message);
    }
  }

  /** Does not care what becomes of its child. */
  private static final class Nobody implements Occupant {
    @Override
    public void childRetires() {}

    @Override
    public void cutOff() {}
  }

  private static final String PROGRAM =
      "GET /a.txt HTTP/1.1\r\nHost: a\r\nUser-Agent: wrk\r\nAccept: */*\r\n\r\n";

  /**
   * In a virtual machine of its own that compiles what it runs before it goes on: objects are left
   * out by its second compiler, which may come too late where others use the processors.
   */
  @Test
  void hitsMakeNoObjects() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xbatch",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoopLaneTest.class.getName(),
                root.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(said).isZero();
    assertThat(said).endsWith("measured\n");
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    measure(root.resolve("browser"), BROWSER, "", 10_000);
    measure(root.resolve("program"), PROGRAM, "", 10_000);
    // Compressed with its plan, and never again.
    String config = "LoadModule authz_core_module x\nLoadModule %s_module x\nSetOutputFilter %s\n";
    measure(root.resolve("deflate"), BROWSER, config.formatted("deflate", "DEFLATE"), 200);
    measure(root.resolve("brotli"), BROWSER, config.formatted("brotli", "BROTLI_COMPRESS"), 200);
    measure(root.resolve("zstd"), BROWSER, config.formatted("zstd", "ZSTD_COMPRESS"), 200);
    System.out.println("measured");
  }

  private static void measure(Path root, String asked, String config, int least) throws Exception {
    TestServer.Builder site = TestServer.in(root).file("htdocs/a.txt", "0123456789".repeat(1000));
    try (TestServer server = (config.isEmpty() ? site : site.config(config)).start()) {
      MemoryTransport connections = server.connections();
      try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 40)) {
        client.send(asked.getBytes(StandardCharsets.ISO_8859_1));
      }
      assertThat(server.plans().fills()).isEqualTo(1);
      ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
      FutureTask<Long> task = new FutureTask<>(() -> allocatedBy(server, asked, least));
      Thread loop = new FastThreadLocalThread(task, "loop");
      loop.start();
      // Once a second the text of Date is made anew.
      long bytes = task.get();
      ResourceLeakDetector.setLevel(before);
      assertThat(bytes).as("bytes of heap for %d hits", ROUNDS).isLessThan(ROUNDS);
      assertThat(server.plans().hits()).isEqualTo(RUNS * ROUNDS);
    }
  }

  private static long allocatedBy(TestServer server, String asked, int size) {
    Nowhere nowhere = new Nowhere();
    EmbeddedChannel channel = new EmbeddedChannel(nowhere, new ChannelInboundHandlerAdapter());
    channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
    ChannelHandlerContext ctx = channel.pipeline().lastContext();
    Children children = TestChildren.running(server.snapshot(), 4);
    Seat seat = Objects.requireNonNull(children.seat());
    seat.settle(0, new Nobody());
    ClientConnection client =
        new ClientConnection(
            new InetSocketAddress("127.0.0.1", 40), new InetSocketAddress("127.0.0.1", 80), seat);
    Content content =
        new Content(server.snapshot(), server.service(), children.traffic(), unused -> {});
    ByteBuf request = Unpooled.directBuffer();
    request.writeCharSequence(asked, StandardCharsets.ISO_8859_1);
    LoopLane.current().beginRound(); // changes are looked for once, as in a busy round
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    threads.getThreadAllocatedBytes(self);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      answer(ctx, request, client, content);
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    request.release();
    assertThat(nowhere.octets).isGreaterThan((long) RUNS * ROUNDS * size);
    HostTraffic traffic = children.traffic().hosts().getFirst();
    assertThat(traffic.host()).isEqualTo("a");
    assertThat(traffic.requests(HostTraffic.Method.GET, 2)).isEqualTo(RUNS * ROUNDS);
    assertThat(traffic.reused()).isEqualTo(RUNS * ROUNDS - 1);
    assertThat(traffic.bytes()).isEqualTo(nowhere.octets);
    assertThat(Arrays.stream(traffic.buckets()).sum()).isEqualTo(RUNS * ROUNDS);
    return least;
  }

  private static void answer(
      ChannelHandlerContext ctx, ByteBuf request, ClientConnection client, Content content) {
    LoopLane lane = LoopLane.current();
    PlannedReplies planned = new PlannedReplies(client, () -> {});
    for (int i = 0; i < ROUNDS; i++) {
      int taken = lane.answer(ctx, request, client, content, ProtocolOptions.DEFAULT, planned);
      if (taken != request.readableBytes()) {
        throw new IllegalStateException("a miss");
      }
    }
  }
}
