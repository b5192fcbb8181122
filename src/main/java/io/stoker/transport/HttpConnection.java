package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.util.ReferenceCountUtil;
import io.stoker.api.RequestBody;
import io.stoker.api.Transfer;
import io.stoker.engine.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other: takes what the codec reads, has a worker
 * answer it, has the reply written, and decides what becomes of the connection then.
 *
 * <p>Everything here runs on the connection's event loop but {@link #reply} and the callbacks of
 * the request's content, which say so. Reading from the client is asked for each time: while a
 * request is being answered, only as much as its reader can take is read.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements ResponseWriter.Owner {

  private enum State {
    /** For a request, or for the rest of its head. */
    WAITING,
    /** A worker has a request, or its reply is being written. */
    SERVING,
    /** The reply is out, some of the request's content is still to come. */
    DRAINING,
    /** The last reply is out. */
    CLOSING,
    CLOSED
  }

  private final ServerContext server;
  private final Http1Codec codec;
  private final ClientConnection client;
  private final boolean sendfile;

  private State state = State.WAITING;
  private ServerSettings settings;
  private @Nullable Content settingsOf;
  private long timeoutNanos;
  private @Nullable ServedRequest current;
  private boolean requestComplete;
  private boolean inputEnded;
  private boolean mustClose;
  private boolean keep;
  private long keepAliveNanos;
  private long progressSeen;
  private @Nullable LingeringClose closing;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Deadline timer;

  /**
   * The end of a pipeline whose codec gives {@link Inbound} messages.
   *
   * @param sendfile whether nothing stands between it and the socket, so that the kernel may send
   *     files
   */
  HttpConnection(
      ServerContext server,
      InetSocketAddress remote,
      InetSocketAddress local,
      boolean sendfile,
      String scheme) {
    this.server = server;
    this.client = new ClientConnection(remote, local);
    this.sendfile = sendfile;
    this.codec = new Http1Codec(() -> settings().options(), scheme);
    this.settings = settings();
    this.timeoutNanos = settings.timeoutNanos();
  }

  /** The codec that belongs before this handler. */
  Http1Codec codec() {
    return codec;
  }

  /** The configuration's word for this connection, as it is now. */
  private ServerSettings settings() {
    Content now = server.content();
    if (now != settingsOf) {
      settingsOf = now;
      settings = now.ofConnection(client.localAddress(), client.localPort());
    }
    return settings;
  }

  private ChannelHandlerContext ctx() {
    return Objects.requireNonNull(context);
  }

  private Deadline deadline() {
    return Objects.requireNonNull(timer);
  }

  // ---- what the pipeline tells ----

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    timer = new Deadline(ctx.executor(), this::timedOut);
    server.opened(this);
    if (ctx.channel().isActive()) {
      begin(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin(ctx);
  }

  private void begin(ChannelHandlerContext ctx) {
    if (!deadline().isSet()) {
      deadline().in(timeoutNanos);
      ctx.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case Inbound.Start start -> started(start);
      case ByteBuf content -> content(content);
      case Inbound.End end -> requestEnded(end);
      case Inbound.Fault fault -> contentBroken(fault);
      default -> ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    switch (state) {
      case WAITING -> {
        if (codec.decoder().progress() != Http1Decoder.Progress.NOTHING) {
          deadline().in(timeoutNanos);
        }
        ctx.read();
      }
      case SERVING -> readMoreContent();
      case DRAINING -> {
        deadline().in(timeoutNanos);
        ctx.read();
      }
      case CLOSING -> {
        if (closing != null) {
          closing.received();
        }
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ResponseWriter writer = current == null ? null : current.writer();
    if (writer != null && ctx.channel().isWritable()) {
      writer.writabilityChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      switch (state) {
        case WAITING, DRAINING -> ctx.close();
        case CLOSING -> {
          if (closing != null) {
            closing.inputEnded();
          }
        }
        case SERVING, CLOSED -> {}
      }
    } else if (event != ChannelInputShutdownReadComplete.INSTANCE) {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      report(cause);
    }
    ctx.close();
  }

  private void gone() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    client.closed();
    deadline().cancel();
    ServedRequest now = current;
    if (now != null) {
      now.content().fail(new RequestBody.Unreadable(400, "the client is gone"));
      ResponseWriter writer = now.writer();
      if (writer != null) {
        writer.abort();
      }
    }
    server.closed(this);
  }

  // ---- a request comes in ----

  private void started(Inbound.Start start) {
    if (state != State.WAITING) {
      return;
    }
    deadline().clear();
    state = State.SERVING;
    requestComplete = false;
    keep = false;
    mustClose = start.lastOne();
    Content content = acquire();
    timeoutNanos =
        content.timeoutNanos(
            client.localAddress(),
            client.localPort(),
            start.host(),
            start.line().target().path(),
            settings());
    codec.encoder().restart();
    ServedRequest request =
        new ServedRequest(this, start, client, content, server.gates().get(), new ContentClient());
    current = request;
    server.workers().execute(request);
  }

  /** What is published, kept for one request. */
  private Content acquire() {
    Content now = server.content();
    while (!now.acquire()) {
      now = server.content();
    }
    return now;
  }

  private void content(ByteBuf bytes) {
    try {
      if (state == State.SERVING && current != null) {
        current.content().add(bytes);
        if (current.writer() == null) {
          deadline().clear();
        }
      }
    } finally {
      bytes.release();
    }
  }

  private void requestEnded(Inbound.End end) {
    requestComplete = true;
    if (current != null) {
      current.content().end(end.trailers());
    }
    if (state == State.DRAINING) {
      next();
    }
  }

  private void contentBroken(Inbound.Fault fault) {
    mustClose = true;
    if (current != null) {
      current.content().fail(fault.failure());
    }
    if (state == State.DRAINING) {
      close();
    }
  }

  /** Reads on while the reader of the content can take it; waits for the client if it must. */
  private void readMoreContent() {
    ServedRequest now = current;
    if (state != State.SERVING || now == null || requestComplete || inputEnded) {
      return;
    }
    if (now.writer() == null && now.content().isReaderWaiting()) {
      deadline().in(timeoutNanos);
    }
    if (now.content().hasRoom()) {
      ctx().read();
    }
  }

  /** The wishes of who reads the content, brought from the worker's thread to the loop. */
  private final class ContentClient implements RequestContent.Client {

    @Override
    public void firstRead() {
      onLoop(HttpConnection.this::sendContinue);
    }

    @Override
    public void wanted() {
      onLoop(HttpConnection.this::readMoreContent);
    }
  }

  private void onLoop(Runnable action) {
    try {
      ctx().executor().execute(action);
    } catch (RuntimeException loopIsGone) {
      gone();
    }
  }

  private void sendContinue() {
    ServedRequest now = current;
    if (state == State.SERVING && now != null && now.isContinueOwed() && now.writer() == null) {
      now.continueSent();
      ctx().writeAndFlush(Outbound.Interim.CONTINUE);
    }
  }

  // ---- its reply goes out ----

  /** Whether the kernel may send files here. */
  boolean canSendfile() {
    return sendfile;
  }

  /** A reply is ready; called by the worker. */
  void reply(ServedRequest request, ReplyParts parts) {
    try {
      ctx().executor().execute(() -> write(request, parts));
    } catch (RuntimeException loopIsGone) {
      unsent(request, parts);
    }
  }

  /** Nothing is sent: the client is gone, or nothing was to be said to it. */
  private void unsent(ServedRequest request, ReplyParts parts) {
    parts.drop();
    boolean aborted = !request.start().silent();
    request.report(
        parts.response(),
        new Transfer(0, codec.decoder().wireIn(), 0, 0, System.nanoTime(), aborted, false));
  }

  private void write(ServedRequest request, ReplyParts parts) {
    Response response = parts.response();
    if (state != State.SERVING) {
      unsent(request, parts);
      return;
    }
    if (request.start().silent()) {
      unsent(request, parts);
      close();
      return;
    }
    boolean lost = server.isStopping() || (mustClose && !isOnlyExpectation(request.start()));
    KeepAlive own =
        KeepAlive.decide(
            request.start().headers(),
            response,
            client.requestsServed(),
            lost,
            request.isContinueOwed());
    keep = own.keep();
    keepAliveNanos = TimeUnit.MILLISECONDS.toNanos(response.keepAliveTimeoutMillis());
    ResponseWriter writer = new ResponseWriter(ctx(), parts, server.readers(), this);
    request.writer(writer);
    progressSeen = 0;
    deadline().in(timeoutNanos);
    writer.start(own, request.start().line().isSimple());
  }

  /** A bad Expect closes the connection but does not say so: the request itself was good. */
  private static boolean isOnlyExpectation(Inbound.Start start) {
    return start.refusal() != null && start.refusal().status() == 417;
  }

  @Override
  public void progressed() {
    progressSeen = 0;
    deadline().in(timeoutNanos);
  }

  @Override
  public void written(ResponseWriter writer, boolean complete) {
    ServedRequest request = current;
    if (request == null) {
      return;
    }
    current = null;
    Response response = writer.response();
    boolean kept = complete && keep;
    request.report(
        response,
        new Transfer(
            writer.bodyBytes(),
            codec.decoder().wireIn(),
            codec.encoder().wireOut(),
            writer.firstByteNanos(),
            System.nanoTime(),
            !complete,
            kept));
    if (state != State.SERVING) {
      return;
    }
    if (!complete) {
      ctx().close();
    } else if (!kept || mustClose) {
      close();
    } else if (requestComplete) {
      next();
    } else {
      drain();
    }
  }

  /** What is left of the request's content is read and thrown away before the next request. */
  private void drain() {
    if (inputEnded) {
      ctx().close();
      return;
    }
    state = State.DRAINING;
    client.served();
    deadline().in(timeoutNanos);
    ctx().read();
  }

  private void next() {
    if (state != State.DRAINING) {
      client.served();
    }
    state = State.WAITING;
    timeoutNanos = settings().timeoutNanos();
    codec.decoder().resume();
    if (state != State.WAITING) {
      return;
    }
    if (inputEnded || server.isStopping()) {
      close();
      return;
    }
    boolean begun = codec.decoder().progress() != Http1Decoder.Progress.NOTHING;
    deadline().in(begun ? timeoutNanos : keepAliveNanos);
    ctx().read();
  }

  // ---- the end of it ----

  private void timedOut() {
    switch (state) {
      case WAITING -> {
        Inbound.Start late = lateRequest();
        if (late == null) {
          close();
        } else {
          started(late);
          requestComplete = true;
        }
      }
      case SERVING -> replyTimedOut();
      case DRAINING -> close();
      case CLOSING -> ctx().close();
      case CLOSED -> {}
    }
  }

  /** A request that has begun and not come in time; none where only a kept connection ends. */
  private Inbound.@Nullable Start lateRequest() {
    Http1Decoder.Progress seen = codec.decoder().progress();
    boolean worthTelling =
        seen == Http1Decoder.Progress.FIELDS
            || (seen == Http1Decoder.Progress.REQUEST_LINE && client.requestsServed() == 0);
    return worthTelling ? codec.decoder().interrupt(408) : null;
  }

  /** The client sent or took nothing for too long, or there was nothing for it to take. */
  private void replyTimedOut() {
    ServedRequest now = Objects.requireNonNull(current);
    ResponseWriter writer = now.writer();
    if (now.content().isReaderWaiting()) {
      mustClose = true;
      now.content().fail(new RequestBody.Unreadable(408, "the client was too slow"));
    }
    if (writer == null) {
      return;
    }
    if (writer.isBlocked() && writer.progress() == progressSeen) {
      writer.abort();
    } else {
      progressSeen = writer.progress();
      deadline().in(timeoutNanos);
    }
  }

  /** The connection's last reply is out, or it has waited long enough. */
  private void close() {
    if (state == State.CLOSING || state == State.CLOSED) {
      return;
    }
    state = State.CLOSING;
    deadline().clear();
    codec.decoder().discard();
    closing = LingeringClose.start(ctx(), deadline(), inputEnded);
  }

  /** Closes it if it waits for a request, else after the reply; from any thread. */
  void finish() {
    onLoop(
        () -> {
          boolean idle = codec.decoder().progress() == Http1Decoder.Progress.NOTHING;
          if (state == State.WAITING && idle && client.requestsServed() > 0) {
            ctx().close();
          }
        });
  }

  /** Closes it whatever it does; from any thread. */
  void closeNow() {
    ctx().close();
  }

  Channel channel() {
    return ctx().channel();
  }

  /** Something failed that no module accounts for. */
  void report(Throwable failure) {
    server.report(failure, client);
  }
}
