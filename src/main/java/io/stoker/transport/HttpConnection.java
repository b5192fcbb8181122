package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.stoker.api.ProxyProtocol;
import io.stoker.api.Server;
import io.stoker.http.Diagnostic;
import io.stoker.mpm.Occupant;
import io.stoker.mpm.Seat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other: takes what the codec reads, starts a {@link
 * RequestCycle} for each request, and decides what becomes of the connection after it.
 *
 * <p>Everything here runs on the connection's event loop but what says otherwise. Reading from the
 * client is asked for each time: while a request is being answered, only as much as its reader can
 * take is read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how a close went is told by channelInactive
final class HttpConnection extends ChannelInboundHandlerAdapter
    implements RequestCycle.Owner, Occupant {

  private static final Diagnostic TOO_SLOW =
      new Diagnostic("reqtimeout", Diagnostic.Level.INFO, "AH01382", "Request header read timeout");

  private enum State {
    /** For a request, or for the rest of its head. */
    WAITING,
    /** Requests are here, but the client has to take the replies to those before them first. */
    FLUSHING,
    /** A worker has a request, or its reply is being written. */
    SERVING,
    /** The reply is out, some of the request's content is still to come. */
    DRAINING,
    /** The last reply is out. */
    CLOSING,
    CLOSED
  }

  private final ServerContext server;
  private final Seat seat;
  private final Http1Codec codec;
  private final ClientConnection client;
  private final PlannedReplies planned;
  private final boolean sendfile;

  private State state = State.WAITING;
  private ServerSettings settings;
  private @Nullable Content settingsOf;
  private long timeoutNanos;
  private @Nullable ReadLimit headLimit;
  private long headSeen;
  private boolean tooSlow;
  private @Nullable RequestCycle current;
  private boolean inputEnded;
  private @Nullable LingeringClose closing;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Deadline timer;

  /**
   * The end of a pipeline whose codec gives {@link Inbound} messages.
   *
   * @param seat its place in a child
   * @param sendfile whether nothing stands between it and the socket, so that the kernel may send
   *     files
   * @param scheme http or https
   */
  HttpConnection(
      ServerContext server,
      Seat seat,
      InetSocketAddress remote,
      InetSocketAddress local,
      boolean sendfile,
      String scheme) {
    this.server = server;
    this.seat = seat;
    this.client = new ClientConnection(remote, local, seat);
    this.planned = new PlannedReplies(client, this::repliesTaken);
    this.sendfile = sendfile;
    this.codec = new Http1Codec(() -> settings().options(), scheme, this::answerAtOnce);
    this.settings = settings();
    this.timeoutNanos = settings.timeoutNanos();
  }

  /** What makes the pipeline of its channel, this handler the last. */
  ChannelHandler[] handlers() {
    Server host = server.content().ofAddress(client.localAddress(), client.localPort());
    return host.get(ProxyProtocol.SLOT).isExpectedOf(client.remoteAddress())
        ? new ChannelHandler[] {
          new HAProxyMessageDecoder(), new ProxyHeader(client, host, server), codec, this
        }
        : new ChannelHandler[] {codec, this};
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
    seat.settle(server.loop(ctx.executor()), this);
    if (!server.defersAccept()) {
      seat.arrived(); // its first bytes may be long in coming
    }
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
      waitForHead();
      if (server.isStopping()) {
        callLast(); // let in at the last moment
      }
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
    seat.arrived();
    planned.flush(ctx);
    if (inputEnded) {
      return; // asking for more would be an error
    }
    switch (state) {
      case WAITING -> {
        if (hasBegun()) {
          waitForHead();
        }
        ctx.read();
      }
      case SERVING -> Objects.requireNonNull(current).readMore();
      case FLUSHING -> {}
      case DRAINING -> {
        deadline().in(Objects.requireNonNull(current).patience());
        ctx.read();
      }
      case CLOSING -> Objects.requireNonNull(closing).received();
      case CLOSED -> {}
    }
  }

  /** Gives the client its time for the head; of a first request it begins with the connection. */
  private void waitForHead() {
    long now = ctx().executor().ticker().nanoTime();
    ReadLimit limit = headLimit;
    if (limit == null) {
      limit = ReadLimit.begin(settings().reads().header(), now);
      headLimit = limit;
      headSeen = 0;
    }
    long seen = codec.decoder().received();
    limit.received(seen - headSeen);
    headSeen = seen;
    deadline().in(limit.patience(timeoutNanos, now));
  }

  /** Whether some of the next request is here. */
  private boolean hasBegun() {
    return codec.decoder().progress() != Http1Decoder.Progress.NOTHING;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      return;
    }
    if (current != null) {
      current.writable();
    } else if (state == State.FLUSHING) {
      next(planned.keepAliveNanos());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      switch (state) {
        case WAITING, DRAINING -> planned.whenTaken(ctx, ctx::close);
        case CLOSING -> Objects.requireNonNull(closing).inputEnded();
        case SERVING, FLUSHING, CLOSED -> {}
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
      server.report(cause, client);
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
    if (current != null) {
      current.abandon();
    }
    seat.leave();
    server.closed(this);
  }

  // ---- requests ----

  /**
   * The short way: a request for which there is a plan is answered before it is decoded. Asked by
   * the decoder at the first octet of each request.
   */
  private int answerAtOnce(ByteBuf in) {
    if (state != State.WAITING || server.isStopping() || seat.isToEnd()) {
      return LoopLane.MISS; // the long way says that it is the last
    }
    if (!planned.hasRoom(ctx())) {
      state = State.FLUSHING;
      deadline().in(timeoutNanos);
      return Http1Decoder.Shortcut.WAIT;
    }
    ServerSettings now = settings();
    Content content = Objects.requireNonNull(settingsOf);
    int taken = planned.answer(codec.decoder().context(), in, content, now.options());
    if (taken > 0 && planned.isLast()) {
      close();
    } else if (taken > 0) {
      deadline().in(planned.isSendingLarge() ? timeoutNanos : planned.keepAliveNanos());
      seat.keptAlive();
      headLimit = null;
    }
    return taken;
  }

  /** A planned reply that took its time is out. */
  private void repliesTaken() {
    switch (state) {
      case FLUSHING -> next(planned.keepAliveNanos());
      case WAITING -> deadline().in(planned.keepAliveNanos());
      case SERVING, DRAINING, CLOSING, CLOSED -> {}
    }
  }

  private void started(Inbound.Start start) {
    if (state != State.WAITING) {
      return;
    }
    state = State.SERVING;
    Content content = acquire();
    ServerSettings its =
        content.ofRequest(
            client.localAddress(),
            client.localPort(),
            start.host(),
            start.line().target().path(),
            settings());
    timeoutNanos = its.timeoutNanos();
    headLimit = null;
    RequestCycle cycle =
        new RequestCycle(
            ctx(), server, client, codec, deadline(), this, start, content, sendfile, its);
    current = cycle;
    cycle.begin();
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
        current.content(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private void requestEnded(Inbound.End end) {
    if (current != null) {
      current.ended(end);
    }
    if (state == State.DRAINING) {
      next();
    }
  }

  private void contentBroken(Inbound.Fault fault) {
    if (current != null) {
      current.broken(fault.failure());
    }
    if (state == State.DRAINING) {
      close();
    }
  }

  @Override
  public void answered(RequestCycle cycle, boolean complete) {
    if (state != State.SERVING) {
      return;
    }
    tooSlow |= cycle.isTooSlow();
    if (complete && cycle.isKept()) {
      client.served();
      if (cycle.isComplete()) {
        next();
      } else {
        drain();
      }
    } else if (complete || cycle.isSilent()) {
      close();
    } else {
      ctx().close();
    }
  }

  /** What is left of the request's content is read and thrown away before the next request. */
  private void drain() {
    if (inputEnded) {
      ctx().close();
      return;
    }
    state = State.DRAINING;
    deadline().in(Objects.requireNonNull(current).patience());
    ctx().read();
  }

  /** Goes on to the next request, some or all of which may be here already. */
  private void next() {
    long keepAliveNanos = Objects.requireNonNull(current).keepAliveNanos();
    current = null;
    next(keepAliveNanos);
  }

  private void next(long keepAliveNanos) {
    state = State.WAITING;
    timeoutNanos = settings().timeoutNanos();
    codec.decoder().resume();
    planned.flush(ctx());
    if (state != State.WAITING) {
      return;
    }
    if (inputEnded) {
      close();
      return;
    }
    if (hasBegun()) {
      waitForHead();
    } else {
      seat.keptAlive();
      deadline().in(keepAliveNanos);
    }
    if (server.isStopping() || !isHoused()) {
      callLast(); // since its reply was begun, which said that the connection is kept
    }
    ctx().read();
  }

  // ---- its child ----

  /** Goes to another child if its own retires; false where it cannot stay and has nowhere to go. */
  private boolean isHoused() {
    return !seat.isToMove() || seat.move() || !seat.isToEnd();
  }

  @Override
  public void childRetires() {
    onLoop(this::moveIfIdle);
  }

  private void moveIfIdle() {
    if (state == State.WAITING && !isHoused()) {
      callLast();
    }
  }

  /**
   * The connection ends soon. A request may be on its way already, a client's first or a proxy's
   * next, and a reset is no answer to it: it has a moment to come, and is told that it was the
   * last.
   */
  private void callLast() {
    if (!hasBegun()) {
      deadline().in(server.lastCallNanos());
    }
  }

  @Override
  public void cutOff() {
    closeNow();
  }

  // ---- the end ----

  private void timedOut() {
    switch (state) {
      case WAITING, FLUSHING -> {
        switch (planned.progress(ctx())) {
          case DONE -> waitedInVain();
          case MOVING -> deadline().in(timeoutNanos);
          case STUCK -> ctx().close();
        }
      }
      case SERVING -> Objects.requireNonNull(current).timedOut();
      case DRAINING -> close();
      case CLOSING -> Objects.requireNonNull(closing).timedOut();
      case CLOSED -> {}
    }
  }

  /** A first request that began and did not come is told of; a kept connection just ends. */
  private void waitedInVain() {
    Http1Decoder.Progress seen = codec.decoder().progress();
    ReadLimit limit = headLimit;
    tooSlow = limit != null && limit.isOver(ctx().executor().ticker().nanoTime());
    boolean first = client.requestsServed() == 0;
    boolean worthTelling =
        seen == Http1Decoder.Progress.FIELDS
            || (seen == Http1Decoder.Progress.REQUEST_LINE && first)
            || (tooSlow && first);
    Inbound.Start late =
        worthTelling
            ? codec.decoder().interrupt(408, tooSlow ? List.of(TOO_SLOW) : List.of())
            : null;
    if (late == null) {
      close();
    } else {
      started(late);
      requestEnded(Inbound.End.PLAIN);
    }
  }

  /** The connection's last reply is out, or it has waited long enough. */
  private void close() {
    if (state == State.CLOSING || state == State.CLOSED) {
      return;
    }
    state = State.CLOSING;
    LingeringClose end =
        new LingeringClose(ctx(), deadline(), planned, timeoutNanos, inputEnded, tooSlow);
    closing = end;
    seat.closes();
    codec.decoder().discard();
    end.begin();
  }

  /** Closes it in a moment if no request is under way; from any thread. */
  void closeIfIdle() {
    onLoop(this::endIfIdle);
  }

  private void onLoop(Runnable action) {
    try {
      ctx().executor().execute(action);
    } catch (RuntimeException loopIsGone) {
      closeNow();
    }
  }

  private void endIfIdle() {
    if (state == State.WAITING) {
      callLast();
    }
  }

  /** Closes it whatever it does; from any thread. */
  void closeNow() {
    ctx().close();
  }
}
