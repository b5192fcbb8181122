package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.stoker.http.ProtocolOptions;

/**
 * The replies that a connection got the short way ({@link LoopLane}): they are handed to the
 * channel and then out of anybody's hands, so here is known whether the client has taken them.
 */
final class PlannedReplies implements LoopLane.Large {

  /** How the client takes what it was sent. */
  enum Progress {
    /** It has taken all. */
    DONE,
    /** It has taken some since it was asked last. */
    MOVING,
    /** It has taken nothing since. */
    STUCK
  }

  private final ClientConnection client;
  private final Runnable whenEnded;
  private boolean unflushed;
  private boolean large;
  private boolean last;
  private long leftSeen;
  private long keepAliveNanos;

  /**
   * No replies yet.
   *
   * @param whenEnded told when a reply that took its time is out
   */
  PlannedReplies(ClientConnection client, Runnable whenEnded) {
    this.client = client;
    this.whenEnded = whenEnded;
  }

  /** Whether another reply may be written; if not, what is written already is on its way. */
  boolean hasRoom(ChannelHandlerContext ctx) {
    if (!large && ctx.channel().isWritable()) {
      return true;
    }
    flush(ctx);
    leftSeen = left(ctx);
    return !large && ctx.channel().isWritable();
  }

  /** Whether a reply that takes its time is under way. */
  boolean isSendingLarge() {
    return large;
  }

  @Override
  public void began() {
    large = true;
  }

  @Override
  public void ended() {
    large = false;
    client.served();
    whenEnded.run();
  }

  /**
   * Answers the request that {@code in} begins with, if there is a plan for it.
   *
   * @param ctx writes from here are not encoded
   * @return the octets that it took, or {@link LoopLane#MISS}
   */
  int answer(ChannelHandlerContext ctx, ByteBuf in, Content content, ProtocolOptions options) {
    LoopLane lane = LoopLane.current();
    int taken = lane.answer(ctx, in, client, content, options, this);
    if (taken > 0) {
      unflushed = true;
      keepAliveNanos = lane.keepAliveNanos();
      last = lane.closes();
      if (!large && !last) {
        client.served();
      }
    }
    return taken;
  }

  /** Whether the latest of them is the connection's last. */
  boolean isLast() {
    return last;
  }

  /** How long the connection may be idle after the latest of them. */
  long keepAliveNanos() {
    return keepAliveNanos;
  }

  /** Sends what was written. */
  void flush(ChannelHandlerContext ctx) {
    if (unflushed) {
      unflushed = false;
      ctx.flush();
    }
  }

  /** How the client got on since this, {@link #hasRoom} or {@link #whenTaken} was asked last. */
  Progress progress(ChannelHandlerContext ctx) {
    long left = left(ctx);
    Progress progress =
        left == 0 ? Progress.DONE : left == leftSeen ? Progress.STUCK : Progress.MOVING;
    leftSeen = left;
    return progress;
  }

  /** Whether the client has taken all that was sent. */
  boolean areTaken(ChannelHandlerContext ctx) {
    return left(ctx) == 0;
  }

  /** Does something once the client has taken all, or is gone. */
  @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that matters
  void whenTaken(ChannelHandlerContext ctx, Runnable action) {
    flush(ctx);
    if (areTaken(ctx)) {
      action.run();
    } else {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> action.run());
      leftSeen = left(ctx);
    }
  }

  /** A number that falls with each octet that the network takes; 0 when it has taken all. */
  private static long left(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    if (buffer == null || buffer.isEmpty()) {
      return 0;
    }
    // The octets of a file are not among those that are pending.
    long pieces = (long) buffer.size() << 48;
    return pieces + buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
