package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.mpm.Children;
import io.stoker.mpm.Seat;
import io.stoker.testing.TestChildren;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real codec and connection handler without a socket and with a clock that stands still. */
public final class MemoryServer implements ServerContext {

  private final Turns turns = new Turns();
  private final MockTicker clock = Ticker.newMockTicker();
  private final Children children = TestChildren.on(1, turns, clock::nanoTime);
  private final Set<HttpConnection> connections = new LinkedHashSet<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<Snapshot> retired = new ArrayList<>();
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
  private Content content;
  private boolean stopping;

  public MemoryServer(Snapshot snapshot, ContentService service, int slots) {
    this(snapshot, service, TestChildren.event(slots));
  }

  public MemoryServer(Snapshot snapshot, ContentService service, MpmSettings sizes) {
    content = new Content(snapshot, service, children.traffic(), retired::add);
    TestChildren.start(children, snapshot, sizes);
  }

  public Children children() {
    return children;
  }

  public void publish(Snapshot snapshot, ContentService service) {
    Content before = content;
    content = new Content(snapshot, service, children.traffic(), retired::add);
    before.release();
  }

  public List<Snapshot> retired() {
    return retired;
  }

  /** What went wrong that should not have. */
  public List<Throwable> failures() {
    return failures;
  }

  /** Bytes of buffers that nobody has released; 0 when all connections are closed. */
  public long leaked() {
    settle();
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }

  public int open() {
    return connections.size();
  }

  public void stop() {
    stopping = true;
    connections.forEach(HttpConnection::closeIfIdle);
    settle();
  }

  public Client connect(InetSocketAddress remote, InetSocketAddress local, boolean sendfile) {
    Seat seat = Objects.requireNonNull(children.seat(), "no room for another connection");
    HttpConnection connection = new HttpConnection(this, seat, remote, local, sendfile, "http");
    Throttle throttle = new Throttle();
    List<ChannelHandler> handlers = new ArrayList<>(List.of(connection.handlers()));
    handlers.addFirst(throttle);
    EmbeddedChannel channel =
        EmbeddedChannel.builder()
            .ticker(clock)
            .handlers(handlers.toArray(ChannelHandler[]::new))
            .build();
    channel.config().setAutoRead(false);
    channel.config().setAllocator(allocator);
    Client client = new Client(channel, connection, throttle);
    clients.add(client);
    return client;
  }

  /** Lets time pass: the timers that fall due run. */
  public void advance(long time, TimeUnit unit) {
    settle();
    clock.advance(time, unit);
    settle();
  }

  /** Runs all that can run. */
  public void settle() {
    boolean more = true;
    while (more) {
      clients.forEach(Client::runLoop);
      more = turns.runOne();
    }
  }

  @Override
  public Content content() {
    return content;
  }

  @Override
  public Executor readers() {
    return turns;
  }

  @Override
  public Supplier<Gate> gates() {
    return turns::gate;
  }

  @Override
  public int loop(EventExecutor loop) {
    return 0;
  }

  @Override
  public boolean defersAccept() {
    return false;
  }

  /** What was logged about connections without a request, whatever LogLevel says. */
  public List<String> messages() {
    return messages;
  }

  @Override
  public void log(Server host, @Nullable Throwable cause, LogMessage message, Object... args) {
    messages.add(message.format(args));
  }

  @Override
  public long lastCallNanos() {
    return TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  @Override
  public void opened(HttpConnection connection) {
    connections.add(connection);
  }

  @Override
  public void closed(HttpConnection connection) {
    connections.remove(connection);
  }

  @Override
  public void report(Throwable failure, ClientConnection client) {
    failures.add(failure);
  }

  /** Stands for a socket whose buffer is full. */
  private static final class Throttle extends ChannelOutboundHandlerAdapter {
    private boolean shut;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
      if (!shut) {
        ctx.flush();
      } else if (waiting != null) {
        waiting.addFlush(); // given to the network, which is full
      }
    }
  }

  /** A client's end of a connection. */
  public final class Client implements AutoCloseable {
    private final EmbeddedChannel channel;
    private final HttpConnection connection;
    private final Throttle throttle;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private Client(EmbeddedChannel channel, HttpConnection connection, Throttle throttle) {
      this.channel = channel;
      this.connection = connection;
      this.throttle = throttle;
    }

    EmbeddedChannel channel() {
      return channel;
    }

    HttpConnection connection() {
      return connection;
    }

    /** Sends bytes; what they cause happens before this returns. */
    public Client send(byte[] bytes) {
      if (channel.isOpen()) {
        channel.writeInbound(channel.alloc().buffer(bytes.length).writeBytes(bytes));
      }
      settle();
      return this;
    }

    /** Says that no more will be sent. */
    public Client finishSending() {
      if (channel.isOpen()) {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      }
      settle();
      return this;
    }

    /** Takes nothing any more of what the server sends. */
    public Client stopReading() {
      throttle.shut = true;
      return this;
    }

    /** Takes what waits, and reads on. */
    public Client startReading() {
      throttle.shut = false;
      channel.flush();
      settle();
      return this;
    }

    /** Takes so many of the bytes that wait, as a socket does that has no room for more. */
    public Client take(int bytes) {
      ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
      int left = bytes;
      while (left > 0) {
        left -= takeOfFirst(waiting, left);
      }
      settle();
      return this;
    }

    private int takeOfFirst(ChannelOutboundBuffer waiting, int most) {
      switch (waiting.current()) {
        case ByteBuf first -> {
          int n = Math.min(most, first.readableBytes());
          received.writeBytes(ByteBufUtil.getBytes(first, first.readerIndex(), n));
          waiting.removeBytes(n);
          return n;
        }
        case FileRegion region -> {
          int n = (int) Math.min(most, region.count() - region.transferred());
          try {
            copy(region, n);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          waiting.progress(n);
          if (region.transferred() == region.count()) {
            waiting.remove();
          }
          return n;
        }
        case null, default -> throw new IllegalStateException("nothing is left to take");
      }
    }

    /** All bytes that came so far. */
    public byte[] received() {
      settle();
      return received.toByteArray();
    }

    /** Whether the server has closed the connection. */
    public boolean isClosed() {
      settle();
      return !channel.isOpen();
    }

    /** Breaks the connection. */
    @Override
    public void close() {
      channel.close();
      settle();
      channel.finishAndReleaseAll();
      clients.remove(this);
    }

    private void runLoop() {
      channel.runPendingTasks();
      channel.runScheduledPendingTasks();
      for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
        take(out);
      }
    }

    private void take(Object out) {
      try {
        switch (out) {
          case ByteBuf bytes -> bytes.readBytes(received, bytes.readableBytes());
          case FileRegion region -> copy(region, region.count() - region.transferred());
          default -> throw new IllegalStateException("not bytes: " + out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        ReferenceCountUtil.release(out);
      }
    }

    private void copy(FileRegion region, long bytes) throws IOException {
      long left = bytes;
      while (left > 0) {
        long n = region.transferTo(new Sink(received, left), region.transferred());
        if (n <= 0) {
          throw new IOException("file is shorter than its region");
        }
        left -= n;
      }
    }
  }

  /** Takes no more than so many bytes. */
  private static final class Sink implements WritableByteChannel {
    private final ByteArrayOutputStream out;
    private long room;

    Sink(ByteArrayOutputStream out, long room) {
      this.out = out;
      this.room = room;
    }

    @Override
    public int write(ByteBuffer from) {
      byte[] bytes = new byte[(int) Math.min(room, from.remaining())];
      from.get(bytes);
      out.writeBytes(bytes);
      room -= bytes.length;
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
