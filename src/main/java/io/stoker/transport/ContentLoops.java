package io.stoker.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.ServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of the content plane, one for each core. They count their rounds, so that the
 * first request of a round can look for changes on disk ({@link LoopLane}).
 */
final class ContentLoops implements LoopResources {

  private static final SelectStrategyFactory COUNTING = ContentLoops::counting;

  private final boolean epoll = Epoll.isAvailable();
  private final MultiThreadIoEventLoopGroup group;
  private final Consumer<Channel> guard;

  /**
   * So many loops.
   *
   * @param guard is given every listening socket before it is bound: it may accept a connection at
   *     once then
   */
  ContentLoops(int loops, Consumer<Channel> guard) {
    this.guard = guard;
    // 0: as many events at once as there are, from 4096 on.
    IoHandlerFactory io =
        epoll
            ? EpollIoHandler.newFactory(0, COUNTING)
            : NioIoHandler.newFactory(SelectorProvider.provider(), COUNTING);
    group = new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("content", true), io);
  }

  /** Netty's own strategy, after telling the lane of this loop that a round begins. */
  private static SelectStrategy counting() {
    return (selectNow, hasTasks) -> {
      LoopLane.current().beginRound();
      return hasTasks ? selectNow.get() : SelectStrategy.SELECT;
    };
  }

  boolean isEpoll() {
    return epoll;
  }

  /** How many there are before that one. */
  int number(EventExecutor loop) {
    int number = 0;
    for (EventExecutor each : group) {
      if (each == loop) {
        return number;
      }
      number++;
    }
    throw new IllegalArgumentException("event loop: " + loop + " (expected: one of the server's)");
  }

  /**
   * Complete when every loop has come to the end of what it is doing now: whatever one of them had
   * in hand is done with then. What follows runs on the last of them, and must not block.
   */
  CompletableFuture<Void> settled() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (EventExecutor loop : group) {
      all.add(CompletableFuture.runAsync(() -> {}, loop));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return group;
  }

  @Override
  public <C extends Channel> Class<? extends C> onChannelClass(
      Class<C> channelType, EventLoopGroup loops) {
    return kind(channelType).type().asSubclass(channelType);
  }

  @Override
  public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup loops) {
    Channel channel = kind(channelType).make().get();
    if (channel instanceof ServerChannel) {
      guard.accept(channel);
    }
    return channelType.cast(channel);
  }

  private record Kind(Class<? extends Channel> type, Supplier<Channel> make) {}

  /** Our channels for Reactor Netty's; Unix sockets are epoll's alone. */
  private Kind kind(Class<? extends Channel> wanted) {
    if (wanted == ServerDomainSocketChannel.class) {
      return new Kind(EpollServerDomainSocketChannel.class, EpollServerDomainSocketChannel::new);
    }
    if (wanted == ServerSocketChannel.class) {
      return epoll
          ? new Kind(EpollServerSocketChannel.class, EpollServerSocketChannel::new)
          : new Kind(NioServerSocketChannel.class, NioServerSocketChannel::new);
    }
    return epoll
        ? new Kind(EpollSocketChannel.class, EpollSocketChannel::new)
        : new Kind(NioSocketChannel.class, NioSocketChannel::new);
  }

  @Override
  public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
    return Mono.create(
        sink ->
            group
                .shutdownGracefully(
                    quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(done -> sink.success()));
  }

  @Override
  public boolean isDisposed() {
    return group.isShuttingDown();
  }
}
