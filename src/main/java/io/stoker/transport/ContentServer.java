package io.stoker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;
import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.ContentStore;
import io.stoker.logging.ErrorSink;
import io.stoker.mpm.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The content plane: listens where the configuration says, serves what it says, and can be given
 * another configuration while it runs.
 *
 * <p>{@link #publish} and {@link #stop} may be called from any thread but an event loop's.
 */
public final class ContentServer {

  private static final LogMessage UNEXPECTED =
      LogMessage.error("core", "STK0201", "connection of %s: unexpected failure: %s");
  private static final LogMessage NOT_CLOSED =
      LogMessage.error("core", "STK0202", "closing what a former configuration held: %s");
  private static final LogMessage HELD =
      LogMessage.warn(
          "core",
          "STK0203",
          "an event loop did not come round within %d seconds: what the former configuration holds"
              + " is closed when it does");

  /** What connections of a Unix socket count as. */
  private static final InetSocketAddress UNIX_CLIENT = new InetSocketAddress("127.0.0.1", 0);

  private static final InetSocketAddress UNIX_SERVER = new InetSocketAddress("127.0.0.1", 80);

  private static final Duration LAST_CALL = Duration.ofMillis(500);

  /** More than a way around the world. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  /** An event loop never blocks: its rounds are short. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  /** How long logs may take to write what they hold. */
  private static final Duration RETIREMENT = Duration.ofSeconds(5);

  private final ReentrantLock lifecycle = new ReentrantLock();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Thread> retiring = ConcurrentHashMap.newKeySet();
  private final Children children;
  private final ErrorSink errors;
  private final Duration onItsWay;
  private final Duration round;
  private final ContentLoops loops;
  private final Listeners listeners;
  private final Context context = new Context();
  private volatile @Nullable Content content;
  private volatile boolean stopping;

  /**
   * A server that does nothing yet.
   *
   * @param children get the connections
   * @param backlog ListenBacklog; httpd's default is 511
   * @param errors hears of what should not have happened
   */
  public ContentServer(Children children, int backlog, ErrorSink errors) {
    this(children, backlog, errors, ON_ITS_WAY, ROUND);
  }

  /**
   * The same with times of its own.
   *
   * @param onItsWay for requests that are on their way when a connection ends
   * @param round how long a change of configuration waits for the event loops
   */
  ContentServer(
      Children children, int backlog, ErrorSink errors, Duration onItsWay, Duration round) {
    this.onItsWay = onItsWay;
    this.round = round;
    this.children = children;
    this.errors = errors;
    this.loops = new ContentLoops(children.loops(), new Gatekeeper(children)::guard);
    this.listeners = new Listeners(loops, backlog, this::install);
  }

  /** What is done between the opening of the sockets and the first connection. */
  @FunctionalInterface
  public interface Bound {
    void run() throws IOException;
  }

  /** {@link #publish(Snapshot, ContentService, Bound)} with nothing to do in between. */
  public void publish(Snapshot snapshot, ContentService service) throws ListenException {
    try {
      publish(snapshot, service, () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts with a configuration, or changes to another one. Sockets that it wants are opened first:
   * if one cannot be, nothing has changed. Requests under way keep what they began with; every
   * later one, on old connections too, sees the new one. Sockets that it does not name are closed
   * then, their connections stay.
   *
   * @param service answers the requests that come while this is published
   * @param bound run once the sockets are open and before a connection is taken from a new one,
   *     such as giving up root's rights; when it fails, all is as before
   * @throws ListenException when a socket cannot be opened
   * @throws IllegalStateException after {@link #stop}
   */
  public void publish(Snapshot snapshot, ContentService service, Bound bound)
      throws ListenException, IOException {
    lifecycle.lock();
    try {
      if (stopping) {
        throw new IllegalStateException("the content server was stopped");
      }
      List<ListenSocket> wanted = ListenSocket.of(snapshot.main().get(Core.LISTEN));
      List<ListenSocket> open = listeners.sockets();
      Content before = content;
      Content next = new Content(snapshot, service, children.traffic(), this::retire);
      if (before == null) {
        content = next; // the first connection may come before open() returns
      }
      try {
        listeners.open(wanted);
        bound.run();
      } catch (ListenException | IOException | RuntimeException e) {
        content = before;
        listeners.closeOthers(open);
        throw e;
      }
      content = next;
      listeners.accept(snapshot.main().get(Core.ACCEPT_FILTERS), next.mpm().deferAccept());
      listeners.closeOthers(wanted);
      if (before != null) {
        releaseWhenUnseen(before);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /**
   * What an event loop answers by itself it answers by what it saw published: not for longer than
   * its present round. The new configuration is served, whatever becomes of the old one: nothing
   * fails here.
   */
  private void releaseWhenUnseen(Content before) {
    CompletableFuture<Void> unseen = loops.settled().thenRun(before::release);
    try {
      unseen.get(round.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      errors.write(HELD, new Object[] {round.toSeconds()}, null, null, null);
    } catch (ExecutionException e) {
      errors.write(NOT_CLOSED, new Object[] {e}, e, null, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps content of replies that are sent again and again. */
  public static ContentStore store() {
    return StoredContent.STORE;
  }

  /** The files of the Unix sockets that are listened on. */
  public List<Path> files() {
    lifecycle.lock();
    try {
      return listeners.files();
    } finally {
      lifecycle.unlock();
    }
  }

  /** The addresses listened on that have a port. */
  public List<InetSocketAddress> addresses() {
    lifecycle.lock();
    try {
      return listeners.addresses();
    } finally {
      lifecycle.unlock();
    }
  }

  /** Connections that are open, idle ones and closing ones included. */
  public int connections() {
    return connections.size();
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Stops: no more connections are taken, idle ones are closed after a moment for requests that are
   * on their way, and requests under way have {@code grace} to come to their end. What is left then
   * is cut off. Calling it again does nothing.
   *
   * @param grace zero to stop at once
   */
  public void stop(Duration grace) {
    lifecycle.lock();
    try {
      if (stopping) {
        return;
      }
      stopping = true;
      listeners.closeAll(); // whoever was let in is in a child now
      children.stop();
      connections.forEach(HttpConnection::closeIfIdle);
      awaitNoConnections(grace);
      connections.forEach(HttpConnection::closeNow);
      awaitNoConnections(LAST_CALL);
      awaitNoChildren();
      // A machine under load may take longer to end its threads: nothing waits for them.
      loops
          .disposeLater(Duration.ZERO, LAST_CALL)
          .timeout(LAST_CALL.multipliedBy(2), Mono.empty())
          .block();
      Content last = content;
      if (last != null) {
        last.release();
      }
      awaitRetired();
    } finally {
      lifecycle.unlock();
    }
  }

  private void awaitNoConnections(Duration bound) {
    context.emptied.await(connections::isEmpty, bound);
  }

  /** What children held is closed by their modules; work that goes on is let alone. */
  private void awaitNoChildren() {
    try {
      children.awaitEnd(LAST_CALL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void install(Channel channel) {
    MpmSettings mpm = context.content().mpm();
    buffer(channel, ChannelOption.SO_SNDBUF, mpm.sendBufferSize());
    buffer(channel, ChannelOption.SO_RCVBUF, mpm.receiveBufferSize());
    HttpConnection connection =
        new HttpConnection(
            context, Admission.seatOf(channel), ofPeer(channel), ofServer(channel), true, "http");
    channel.pipeline().addLast(connection.handlers());
  }

  private static InetSocketAddress ofPeer(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address ? address : UNIX_CLIENT;
  }

  private static InetSocketAddress ofServer(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress address ? address : UNIX_SERVER;
  }

  private static void buffer(Channel channel, ChannelOption<Integer> which, int bytes) {
    if (bytes > 0) {
      channel.config().setOption(which, bytes);
    }
  }

  /** Closes what a configuration held, away from the event loop, since closing may block. */
  private void retire(Snapshot unused) {
    Thread closing =
        Thread.ofVirtual().name("retire-" + unused.generation()).unstarted(() -> close(unused));
    retiring.add(closing);
    closing.start();
  }

  /** Lets what is being closed come to its end: logs have lines to write. */
  private void awaitRetired() {
    for (Thread closing : retiring) {
      try {
        closing.join(RETIREMENT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void close(Snapshot unused) {
    closeAll(unused);
    retiring.remove(Thread.currentThread());
  }

  private void closeAll(Snapshot unused) {
    for (AutoCloseable resource : unused.onRetire()) {
      try {
        resource.close();
      } catch (Exception e) {
        errors.write(NOT_CLOSED, new Object[] {e}, e, null, null);
      }
    }
  }

  /** The server as its connections see it. */
  private final class Context implements ServerContext {

    private final Emptied emptied = new Emptied();
    private final Executor readers = work -> Thread.ofVirtual().name("file-reader").start(work);

    @Override
    public Content content() {
      return Objects.requireNonNull(content, "nothing is published");
    }

    @Override
    public Executor readers() {
      return readers;
    }

    @Override
    public Supplier<Gate> gates() {
      return Gate::new;
    }

    @Override
    public int loop(EventExecutor loop) {
      return loops.number(loop);
    }

    @Override
    public boolean defersAccept() {
      return loops.isEpoll();
    }

    @Override
    public boolean isStopping() {
      return stopping;
    }

    @Override
    public long lastCallNanos() {
      return onItsWay.toNanos();
    }

    @Override
    public void opened(HttpConnection connection) {
      connections.add(connection);
    }

    @Override
    public void closed(HttpConnection connection) {
      connections.remove(connection);
      if (stopping) {
        emptied.look();
      }
    }

    @Override
    public void log(Server host, @Nullable Throwable cause, LogMessage message, Object... args) {
      if (message.level().passes(host.get(Core.LOG_LEVEL).of(message.module()))) {
        errors.write(message, args, cause, host, null);
      }
    }

    @Override
    public void report(Throwable failure, ClientConnection client) {
      errors.write(
          UNEXPECTED,
          new Object[] {client.remoteAddress().getHostAddress(), failure},
          failure,
          null,
          null);
    }
  }

  /** Where stopping waits for the last connection. Those who tell it are event loops: no lock. */
  private static final class Emptied {
    private volatile @Nullable Thread stopper;

    void look() {
      LockSupport.unpark(stopper);
    }

    void await(BooleanSupplier empty, Duration bound) {
      long end = System.nanoTime() + bound.toNanos();
      Thread self = Thread.currentThread();
      stopper = self;
      long left = bound.toNanos();
      while (left > 0 && !empty.getAsBoolean() && !self.isInterrupted()) {
        LockSupport.parkNanos(this, left);
        left = end - System.nanoTime();
      }
      stopper = null;
    }
  }
}
