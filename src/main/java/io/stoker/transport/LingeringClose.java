package io.stoker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection as httpd does: shuts down the sending side, throws away what the client still
 * sends, at most 2 seconds for each read and 30 in all, and closes then. Closing at once would make
 * the kernel answer such bytes with a reset, which can destroy the reply at the client.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how a close went is told by channelInactive
final class LingeringClose {

  private static final long PER_READ = TimeUnit.SECONDS.toNanos(2);
  private static final long IN_ALL = TimeUnit.SECONDS.toNanos(30);
  private static final long SHORT = TimeUnit.SECONDS.toNanos(2);

  private final ChannelHandlerContext ctx;
  private final Deadline deadline;
  private final long began;
  private final long inAll;

  private LingeringClose(ChannelHandlerContext ctx, Deadline deadline, long inAll) {
    this.ctx = ctx;
    this.deadline = deadline;
    this.inAll = inAll;
    this.began = ctx.executor().ticker().nanoTime();
  }

  /**
   * Begins.
   *
   * @param deadline closes the channel when it has passed
   * @param inputEnded whether the client has closed its side, so that nothing is left to wait for
   * @param shortly whether 2 seconds in all have to do, for a client that was too slow already
   */
  static LingeringClose start(
      ChannelHandlerContext ctx, Deadline deadline, boolean inputEnded, boolean shortly) {
    LingeringClose closing = new LingeringClose(ctx, deadline, shortly ? SHORT : IN_ALL);
    Channel channel = ctx.channel();
    if (inputEnded || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
      ctx.close();
    } else {
      duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      closing.waitFor(PER_READ);
      ctx.read();
    }
    return closing;
  }

  private void waitFor(long nanos) {
    deadline.in(nanos);
  }

  /** Something came and was thrown away. */
  void received() {
    long rest = inAll - (ctx.executor().ticker().nanoTime() - began);
    if (rest <= 0) {
      ctx.close();
    } else {
      waitFor(Math.min(PER_READ, rest));
      ctx.read();
    }
  }

  /** The client closed its side. */
  void inputEnded() {
    ctx.close();
  }
}
