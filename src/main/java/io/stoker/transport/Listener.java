package io.stoker.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** One listening socket: a Reactor Netty server whose connections end at our own handlers. */
final class Listener {

  private static final int CLOSE_MILLIS = 1000;

  private final ListenSocket socket;
  private final DisposableServer server;
  private final boolean epoll;

  private Listener(ListenSocket socket, DisposableServer server, boolean epoll) {
    this.socket = socket;
    this.server = server;
    this.epoll = epoll;
  }

  /**
   * Binds; connections wait in the kernel until {@link #accept}.
   *
   * @param backlog ListenBacklog
   * @param install puts the handlers into the pipeline of a connection
   * @throws ListenException when it cannot be bound, as httpd words it (AH00072)
   */
  static Listener open(
      ListenSocket socket, int backlog, ContentLoops loops, Consumer<Channel> install)
      throws ListenException {
    HttpServer server =
        HttpServer.create()
            .runOn(loops, true)
            .bindAddress(() -> bound(socket))
            .option(ChannelOption.SO_BACKLOG, backlog)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .doOnChannelInit((observer, channel, remote) -> own(channel, install));
    try {
      if (socket.file() != null) {
        return new Listener(socket, SocketFile.bind(socket, server), loops.isEpoll());
      }
      return new Listener(
          socket, withPort(server, socket, loops.isEpoll()).bindNow(), loops.isEpoll());
    } catch (IOException | RuntimeException e) {
      throw new ListenException(
          BindError.words(e) + "AH00072: make_sock: could not bind to address " + socket, e);
    }
  }

  private static SocketAddress bound(ListenSocket socket) {
    Path file = socket.file();
    return file == null ? socket.address() : new DomainSocketAddress(file.toString());
  }

  private static HttpServer withPort(HttpServer server, ListenSocket socket, boolean epoll) {
    HttpServer own =
        server
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true);
    if (epoll && socket.reusePort()) {
      own = own.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    return epoll && socket.freeBind() ? own.option(EpollChannelOption.IP_FREEBIND, true) : own;
  }

  /**
   * Takes Reactor Netty's HTTP out: its rules for keep-alive, errors and closing are not httpd's.
   */
  private static void own(Channel channel, Consumer<Channel> install) {
    if (channel instanceof ServerChannel) {
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    for (String name :
        new String[] {
          NettyPipeline.HttpCodec, NettyPipeline.HttpTrafficHandler, NettyPipeline.ReactiveBridge
        }) {
      if (pipeline.get(name) != null) {
        pipeline.remove(name);
      }
    }
    install.accept(channel);
  }

  /**
   * Takes connections from now on.
   *
   * @param deferSeconds how long the kernel keeps a connection until its client speaks; 0 for not
   *     at all; on Linux alone, elsewhere connections are taken as they come
   */
  void accept(int deferSeconds) {
    if (epoll && socket.file() == null) {
      server.channel().config().setOption(EpollChannelOption.TCP_DEFER_ACCEPT, deferSeconds);
    }
    Admission.of(server.channel()).begin();
  }

  ListenSocket socket() {
    return socket;
  }

  /** The address bound, with the port that was chosen where port 0 was asked for. */
  SocketAddress address() {
    return server.channel().localAddress();
  }

  /** Stops accepting; connections go on. */
  void close() {
    server.channel().close().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    SocketFile.remove(socket);
  }
}
