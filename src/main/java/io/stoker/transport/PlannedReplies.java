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
final class PlannedReplies {

  /** How the client takes what it was sent. */
  enum Progress {
    /** It has taken all. */
    DONE,
    /** It has taken some since it was asked last. */
    MOVING,
    /** It has taken nothing since. */
    STUCK
  }

  private boolean unflushed;
  private long pendingSeen;
  private long keepAliveNanos;

  /** Whether another reply may be written; if not, what is written already is on its way. */
  boolean hasRoom(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      return true;
    }
    flush(ctx);
    pendingSeen = pending(ctx);
    return ctx.channel().isWritable();
  }

  /**
   * Answers the request that {@code in} begins with, if there is a plan for it.
   *
   * @param ctx writes from here are not encoded
   * @return the octets that it took, or {@link LoopLane#MISS}
   */
  int answer(
      ChannelHandlerContext ctx,
      ByteBuf in,
      ClientConnection client,
      Content content,
      ProtocolOptions options) {
    LoopLane lane = LoopLane.current();
    int taken = lane.answer(ctx, in, client, content, options);
    if (taken > 0) {
      unflushed = true;
      keepAliveNanos = lane.keepAliveNanos();
      client.served();
    }
    return taken;
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

  /** How the client got on since this or {@link #hasRoom} was asked last. */
  Progress progress(ChannelHandlerContext ctx) {
    long left = pending(ctx);
    Progress progress =
        left == 0 ? Progress.DONE : left == pendingSeen ? Progress.STUCK : Progress.MOVING;
    pendingSeen = left;
    return progress;
  }

  /** Does something once the client has taken all, or is gone. */
  @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that matters
  void whenTaken(ChannelHandlerContext ctx, Runnable action) {
    flush(ctx);
    if (pending(ctx) == 0) {
      action.run();
    } else {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> action.run());
    }
  }

  /** Octets that the channel still holds. */
  private static long pending(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
