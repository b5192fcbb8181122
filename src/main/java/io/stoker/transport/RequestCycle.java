package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.stoker.api.RequestBody;
import io.stoker.api.Transfer;
import io.stoker.engine.Response;
import io.stoker.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, seen from the event loop: feeds the reader of the content, sends 100
 * Continue, has the reply written, and keeps an eye on the time. {@link ServedRequest} is the
 * worker's view of the same.
 */
final class RequestCycle implements ResponseWriter.Owner {

  /** Who goes on when the reply is out. */
  interface Owner {
    /** The last call; {@code complete} is false when the reply was cut short. */
    void answered(RequestCycle cycle, boolean complete);
  }

  private final ChannelHandlerContext ctx;
  private final ServerContext server;
  private final ClientConnection client;
  private final Http1Codec codec;
  private final Deadline deadline;
  private final Owner owner;
  private final Inbound.Start start;
  private final ServedRequest request;
  private final boolean sendfile;
  private final long timeoutNanos;
  private final ReadLimit bodyLimit;

  private boolean complete;
  private boolean broken;
  private boolean mustClose;
  private @Nullable KeepAlive own;
  private boolean over;
  private long keepAliveNanos;
  private long progressSeen;
  private @Nullable ResponseWriter writer;

  /**
   * A request whose head was read.
   *
   * @param content the configuration that it keeps to its end
   * @param sendfile whether the kernel may send files on this connection
   * @param settings of its host
   */
  RequestCycle(
      ChannelHandlerContext ctx,
      ServerContext server,
      ClientConnection client,
      Http1Codec codec,
      Deadline deadline,
      Owner owner,
      Inbound.Start start,
      Content content,
      boolean sendfile,
      ServerSettings settings) {
    this.ctx = ctx;
    this.server = server;
    this.client = client;
    this.codec = codec;
    this.deadline = deadline;
    this.owner = owner;
    this.start = start;
    this.sendfile = sendfile;
    this.timeoutNanos = settings.timeoutNanos();
    this.bodyLimit = ReadLimit.begin(settings.reads().body(), now());
    this.mustClose = start.lastOne();
    this.request = new ServedRequest(this, start, client, content, server.gates().get());
  }

  /** Has a worker answer it. */
  void begin() {
    deadline.clear();
    codec.encoder().restart();
    client.seat().execute(request);
  }

  private long now() {
    return ctx.executor().ticker().nanoTime();
  }

  /** How long to wait for more of its content. */
  long patience() {
    return bodyLimit.patience(timeoutNanos, now());
  }

  /** Whether the client took too long for its content, by RequestReadTimeout. */
  boolean isTooSlow() {
    return !complete && bodyLimit.isOver(now());
  }

  /** Whether all of the request has been read. */
  boolean isComplete() {
    return complete;
  }

  /** Whether another request may follow the reply. */
  boolean isKept() {
    return own != null && own.keep() && !mustClose;
  }

  /** Whether there was nothing to be said to the client. */
  boolean isSilent() {
    return start.silent();
  }

  /** How long the connection may be idle after it. */
  long keepAliveNanos() {
    return keepAliveNanos;
  }

  boolean canSendfile() {
    return sendfile;
  }

  // ---- its content comes in ----

  void content(ByteBuf bytes) {
    bodyLimit.received(bytes.readableBytes());
    request.content().add(bytes);
    if (writer == null) {
      deadline.clear();
    }
  }

  void ended(Inbound.End end) {
    complete = true;
    request.content().end(end.trailers());
  }

  /** No more content will come. */
  void broken(RequestBody.Unreadable why) {
    broken = true;
    mustClose = true;
    request.content().fail(why);
  }

  /** Reads on while there is room for it; a reader who waits gives the client its time. */
  void readMore() {
    if (over || complete || broken) {
      return;
    }
    if (writer == null && request.content().isReaderWaiting()) {
      deadline.in(patience());
    }
    if (request.content().hasRoom()) {
      ctx.read();
    }
  }

  /** The worker wants content; on the worker's thread. */
  void wanted() {
    onLoop(this::readMore);
  }

  /** The worker begins to read content; on the worker's thread. */
  void firstRead() {
    onLoop(this::sendContinue);
  }

  private void onLoop(Runnable action) {
    try {
      ctx.executor().execute(action);
    } catch (RuntimeException loopIsGone) {
      broken(gone());
    }
  }

  private static RequestBody.Unreadable gone() {
    return new RequestBody.Unreadable(400, "the client is gone");
  }

  private void sendContinue() {
    if (!over && request.isContinueOwed() && writer == null) {
      request.continueSent();
      ctx.writeAndFlush(Outbound.Interim.CONTINUE)
          .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  // ---- its reply goes out ----

  /** A reply is ready; on the worker's thread. */
  void reply(ReplyParts parts) {
    try {
      ctx.executor().execute(() -> write(parts));
    } catch (RuntimeException loopIsGone) {
      unsent(parts);
    }
  }

  private void write(ReplyParts parts) {
    if (over || start.silent()) {
      unsent(parts);
      end(false);
      return;
    }
    Response response = parts.response();
    boolean lost =
        server.isStopping() || client.seat().isToEnd() || (mustClose && !onlyExpectationFailed());
    KeepAlive decided =
        KeepAlive.decide(
            start.headers(), response, client.requestsServed(), lost, request.isContinueOwed());
    own = decided;
    keepAliveNanos = TimeUnit.MILLISECONDS.toNanos(response.keepAliveTimeoutMillis());
    client.seat().writing(!parts.hasStreams());
    ResponseWriter now = new ResponseWriter(ctx, parts, server.readers(), this);
    writer = now;
    request.writer(now);
    progressed();
    now.start(decided, start.line().isSimple() || response.version().equals(HttpVersion.HTTP_0_9));
  }

  /** A bad Expect closes the connection but does not say so: the request itself was good. */
  private boolean onlyExpectationFailed() {
    return start.refusal() != null && start.refusal().status() == 417;
  }

  /** Nothing is sent: the client is gone, or nothing was to be said to it. */
  private void unsent(ReplyParts parts) {
    parts.drop();
    boolean aborted = !start.silent();
    if (aborted) {
      count(parts.response().status(), 0);
    }
    request.report(
        parts.response(),
        new Transfer(0, codec.decoder().wireIn(), 0, 0, System.nanoTime(), aborted, false));
  }

  @Override
  public void progressed() {
    progressSeen = 0;
    deadline.in(timeoutNanos);
  }

  @Override
  public void written(ResponseWriter done, boolean whole) {
    count(done.response().status(), codec.encoder().wireOut());
    request.report(
        done.response(),
        new Transfer(
            done.bodyBytes(),
            codec.decoder().wireIn(),
            codec.encoder().wireOut(),
            done.firstByteNanos(),
            System.nanoTime(),
            !whole,
            whole && own != null && own.keep(),
            own == null ? null : own.connection(),
            own == null ? null : own.keepAlive()));
    end(whole);
  }

  private void count(int status, long sent) {
    long nanos = System.nanoTime() - start.startNanos();
    client.seat().served(request.slot(), sent, nanos);
    request.count(status, sent, nanos);
  }

  private void end(boolean whole) {
    client.seat().writing(false);
    request.content().release();
    if (!over) {
      over = true;
      owner.answered(this, whole);
    }
  }

  /** The channel takes more. */
  void writable() {
    if (writer != null) {
      writer.writabilityChanged();
    }
  }

  // ---- when it goes wrong ----

  /** The client sent or took nothing for too long, or there was nothing for it to take. */
  void timedOut() {
    if (request.content().isReaderWaiting()) {
      broken(
          isTooSlow()
              ? new RequestBody.TooSlow("the client was too slow")
              : new RequestBody.Unreadable(408, "the client was too slow"));
    }
    if (writer == null) {
      return;
    }
    if (writer.isBlocked() && writer.progress() == progressSeen) {
      writer.abort();
    } else {
      progressSeen = writer.progress();
      deadline.in(timeoutNanos);
    }
  }

  /** The connection is closed. A worker who still has the request finds out by itself. */
  void abandon() {
    over = true;
    broken(gone());
    request.content().release();
    if (writer != null) {
      writer.abort();
    }
  }

  /** Something failed that no module accounts for. */
  void report(Throwable failure) {
    server.report(failure, client);
  }
}
