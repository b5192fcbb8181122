package io.stoker.support.ab;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.stoker.support.Failure;
import io.stoker.support.Terminal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All requests, so many at a time, on one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the loop
final class LoadRun {

  private static final int MOST_FAILURES_TO_CONNECT = 10;

  /** Exit statuses that ab's are: numbers of the system, cut to eight bits. */
  private static final int REFUSED = 111;

  private static final int RESET = 104;
  private static final int UNKNOWN_HOST = 670_002 & 0xff;
  private static final int SILENCE = 70_007 & 0xff;

  private final AbOptions options;
  private final Terminal terminal;
  private final @Nullable SslContext tls;
  private final ByteBuf request;
  private final Tally tally = new Tally();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final InetSocketAddress address;
  private @Nullable Bootstrap bootstrap;
  private int started;
  private int refusals;
  private long lastActive;
  private boolean stopped;

  private LoadRun(AbOptions options, Terminal terminal, @Nullable SslContext tls) throws Failure {
    this.options = options;
    this.terminal = terminal;
    this.tls = tls;
    this.request = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(RequestText.of(options)));
    this.address = resolve();
  }

  /**
   * Makes the requests.
   *
   * @return what was counted
   * @throws Failure when it had to be given up
   */
  static Tally perform(AbOptions options, Terminal terminal, @Nullable SslContext tls)
      throws Failure {
    LoadRun run = new LoadRun(options, terminal, tls);
    return run.perform();
  }

  private InetSocketAddress resolve() throws Failure {
    Target.HostPort proxy = options.proxy();
    String host = proxy == null ? options.target().host() : proxy.host();
    try {
      return new InetSocketAddress(
          InetAddress.getByName(host), proxy == null ? options.target().port() : proxy.port());
    } catch (UnknownHostException e) {
      throw new Failure(
          UNKNOWN_HOST,
          "apr_sockaddr_info_get() for " + host + ": Name or service not known (670002)");
    }
  }

  private Tally perform() throws Failure {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, io);
    try {
      Bootstrap ready = bootstrap(loop, epoll);
      bootstrap = ready;
      long before = System.nanoTime();
      loop.execute(() -> begin(loop, ready));
      end.get();
      tally.nanos = System.nanoTime() - before;
      return tally;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return tally;
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
  }

  private Bootstrap bootstrap(EventLoopGroup loop, boolean epoll) {
    Bootstrap all =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, options.secondsOfSilence() * 1000L))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    secure(channel);
                  }
                });
    if (options.windowSize() > 0) {
      all.option(ChannelOption.SO_SNDBUF, options.windowSize());
      all.option(ChannelOption.SO_RCVBUF, options.windowSize());
    }
    if (options.localAddress() != null) {
      all.localAddress(new InetSocketAddress(options.localAddress(), 0));
    }
    return all;
  }

  private void secure(Channel channel) {
    SslContext context = tls;
    if (context != null) {
      Target target = options.target();
      SslHandler handler =
          options.tls().serverName()
              ? context.newHandler(channel.alloc(), target.host(), target.port())
              : context.newHandler(channel.alloc());
      channel.pipeline().addLast(handler);
    }
  }

  private void begin(EventLoopGroup loop, Bootstrap ready) {
    lastActive = System.nanoTime();
    if (options.secondsInAll() > 0) {
      loop.schedule(this::stop, options.secondsInAll(), TimeUnit.SECONDS);
    }
    loop.scheduleAtFixedRate(this::lookForSilence, 250, 250, TimeUnit.MILLISECONDS);
    for (int i = 0; i < options.concurrency(); i++) {
      new Exchange(this).connect(ready);
    }
  }

  private void lookForSilence() {
    long silent = System.nanoTime() - lastActive;
    if (silent > TimeUnit.SECONDS.toNanos(options.secondsOfSilence())) {
      fail(SILENCE, "apr_pollset_poll: The timeout specified has expired (70007)");
    }
  }

  private void stop() {
    stopped = true;
    end.complete(null);
  }

  private void fail(int status, String message) {
    if (!stopped) {
      stopped = true;
      String total = tally.done() > 0 ? "\nTotal of " + tally.done() + " requests completed" : "";
      end.completeExceptionally(new Failure(status, message + total));
    }
  }

  // ---- what exchanges ask and tell, on the event loop ----

  AbOptions options() {
    return options;
  }

  Tally tally() {
    return tally;
  }

  InetSocketAddress address() {
    return address;
  }

  ByteBuf request() {
    return request.duplicate();
  }

  long microsNow() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Whether one more request may be begun, which is then counted. */
  boolean mayStart() {
    if (stopped || started >= options.requests()) {
      return false;
    }
    started++;
    return true;
  }

  void active() {
    lastActive = System.nanoTime();
  }

  void sent() {
    tally.bytesSent += request.readableBytes();
  }

  void secured(SslHandler handler) {
    if (tally.tlsInfo.isEmpty()) {
      tally.tlsInfo = TlsClient.describe(handler.engine().getSession());
    }
  }

  void headCame(ReplyHead head, String text) {
    if (options.verbosity() >= 2) {
      terminal.out().print("LOG: header received:\n" + text + "\n");
    }
    if (options.verbosity() >= 3) {
      terminal.out().println("LOG: Response code = " + head.status());
    }
    String server = head.server();
    if (tally.serverSoftware.isEmpty() && server != null) {
      tally.serverSoftware = server;
    }
    if (!head.status().startsWith("2")) {
      tally.notOk++;
      if (options.verbosity() >= 2) {
        terminal.out().println("WARNING: Response code not 2xx (" + head.status() + ")");
      }
    }
  }

  /** A request is over, its reply whole or as long as it became. */
  void finished(Tally.Sample sample, @Nullable ReplyHead head, long content, boolean kept) {
    if (stopped) {
      return;
    }
    refusals = 0;
    tally.good++;
    if (tally.good == 1) {
      tally.documentLength = content;
    } else if (content != tally.documentLength && !options.anyLength()) {
      tally.lengthFailures++;
    }
    if (head == null) {
      tally.exceptions++;
    }
    if (kept) {
      tally.keptAlive++;
    }
    tally.add(sample);
    progress();
  }

  private void progress() {
    int every = options.heartbeat();
    if (every > 0 && tally.done() % every == 0) {
      terminal.err().println("Completed " + tally.done() + " requests");
      terminal.err().flush();
    }
    if (tally.done() >= options.requests()) {
      stop();
    }
  }

  /** The next one, on a new connection. */
  void next(Exchange exchange) {
    Bootstrap ready = bootstrap;
    if (ready != null) {
      exchange.connect(ready);
    }
  }

  /** A request was not even begun: it does not count. */
  void askAgain(Exchange exchange) {
    started--;
    next(exchange);
  }

  void couldNotConnect(Exchange exchange, Throwable cause) {
    if (stopped) {
      return;
    }
    boolean refused = cause instanceof ConnectException;
    String words = refused ? "Connection refused" : String.valueOf(cause.getMessage());
    if (!options.goOn()) {
      fail(REFUSED, "apr_socket_recv: " + words + " (" + REFUSED + ")");
      return;
    }
    tally.connectFailures++;
    if (++refusals > MOST_FAILURES_TO_CONNECT) {
      fail(1, "\nTest aborted after " + MOST_FAILURES_TO_CONNECT + " failures\n");
      return;
    }
    askAgain(exchange);
  }

  void brokeOff(Exchange exchange, Throwable cause) {
    if (stopped) {
      return;
    }
    String message = String.valueOf(cause.getMessage());
    if (!options.goOn()) {
      boolean reset = cause instanceof IOException && message.contains("reset");
      fail(RESET, "apr_socket_recv: " + (reset ? "Connection reset by peer (104)" : message));
      return;
    }
    tally.receiveFailures++;
    tally.add(new Tally.Sample(microsNow(), 0, 0, 0));
    progress();
    next(exchange);
  }
}
