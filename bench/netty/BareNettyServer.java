import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Netty alone can do: its own decoder, and replies that were there before the request. No log,
 * no time-outs, no configuration.
 *
 * <p>Arguments: port, number of event loops, folder of replies.
 */
public final class BareNettyServer {

  private BareNettyServer() {}

  /** The replies to one path. */
  private static final class Replies {
    ByteBuf get;
    ByteBuf head;
    ByteBuf notModified;
    ByteBuf range;

    ByteBuf to(HttpRequest request) {
      if (request.headers().contains(HttpHeaderNames.IF_NONE_MATCH)) {
        return notModified;
      }
      if (request.headers().contains(HttpHeaderNames.RANGE)) {
        return range;
      }
      return request.method() == HttpMethod.HEAD ? head : get;
    }
  }

  @ChannelHandler.Sharable
  private static final class Answers extends ChannelInboundHandlerAdapter {

    private final Map<String, Replies> replies;

    Answers(Map<String, Replies> replies) {
      this.replies = replies;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request) {
        Replies known = replies.get(request.uri());
        ByteBuf reply = known == null ? null : known.to(request);
        if (reply == null) {
          ctx.close();
        } else if (request.headers().contains(HttpHeaderNames.CONNECTION, "close", true)) {
          ctx.write(reply.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        } else {
          ctx.write(reply.retainedDuplicate(), ctx.voidPromise());
        }
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  public static void main(String[] args) throws Exception {
    Answers answers = new Answers(read(Path.of(args[2])));
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(Integer.parseInt(args[1]), EpollIoHandler.newFactory());
    new ServerBootstrap()
        .group(loops)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new HttpRequestDecoder(), answers);
              }
            })
        .bind("127.0.0.1", Integer.parseInt(args[0]))
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  private static Map<String, Replies> read(Path folder) throws IOException {
    Map<String, Replies> replies = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".request")) {
          continue;
        }
        List<String> request = Files.readAllLines(Path.of(file + ".request"));
        String path = request.getFirst().split(" ")[1];
        byte[] bytes = Files.readAllBytes(file);
        ByteBuf reply =
            Unpooled.unreleasableBuffer(
                PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes));
        Replies known = replies.computeIfAbsent(path, p -> new Replies());
        if (request.getFirst().startsWith("HEAD")) {
          known.head = reply;
        } else if (request.stream().anyMatch(l -> l.startsWith("If-None-Match"))) {
          known.notModified = reply;
        } else if (request.stream().anyMatch(l -> l.startsWith("Range"))) {
          known.range = reply;
        } else {
          known.get = reply;
        }
      }
    }
    return replies;
  }
}
