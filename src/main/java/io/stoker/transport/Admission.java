package io.stoker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.stoker.mpm.Children;
import io.stoker.mpm.Seat;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/**
 * Gives each connection that a listening socket accepts to a child. Two sockets may accept one at
 * the same time where there is room for one: then the other waits here, as it would have outside.
 */
final class Admission extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<Seat> SEAT = AttributeKey.valueOf("stoker.seat");

  private final Channel listening;
  private final Children children;
  private final Gatekeeper gatekeeper;
  private final Queue<Channel> waiting = new ArrayDeque<>();
  private volatile boolean begun;

  Admission(Channel listening, Children children, Gatekeeper gatekeeper) {
    this.listening = listening;
    this.children = children;
    this.gatekeeper = gatekeeper;
  }

  /** The door of a listening socket. */
  static Admission of(Channel listening) {
    return listening.pipeline().get(Admission.class);
  }

  /** The place of a connection that was let in. */
  static Seat seatOf(Channel connection) {
    return Objects.requireNonNull(connection.attr(SEAT).get(), "a connection that was not let in");
  }

  // ---- from any thread ----

  /** Connections are accepted from now on. */
  void begin() {
    begun = true;
    look();
  }

  /** There is room again, or none any more. */
  void look() {
    try {
      listening.eventLoop().execute(this::openOrShut);
    } catch (RuntimeException loopIsGone) {
      // Nobody is accepted any more.
    }
  }

  // ---- on the socket's event loop ----

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    waiting.add((Channel) message);
    if (!begun) {
      return;
    }
    letInWaiting(ctx);
    if (children.shutIfFull()) {
      listening.config().setAutoRead(false);
      gatekeeper.lookAll();
    }
  }

  /** Asked here each time, so that it does not matter in which order changes are told. */
  private void openOrShut() {
    ChannelHandlerContext ctx = listening.pipeline().context(this);
    if (ctx == null || !begun || !listening.isOpen()) {
      return;
    }
    letInWaiting(ctx);
    listening.config().setAutoRead(!children.shutIfFull());
  }

  private void letInWaiting(ChannelHandlerContext ctx) {
    while (!waiting.isEmpty()) {
      Seat seat = children.seat();
      if (seat == null) {
        if (children.shutIfFull()) {
          return; // told when there is room
        }
      } else {
        letIn(ctx, waiting.remove(), seat);
      }
    }
  }

  private static void letIn(ChannelHandlerContext ctx, Channel connection, Seat seat) {
    connection.attr(SEAT).set(seat);
    connection.closeFuture().addListener(closed -> seat.leave());
    ctx.fireChannelRead(connection);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(connection -> connection.unsafe().closeForcibly());
    waiting.clear();
    ctx.fireChannelInactive();
  }
}
