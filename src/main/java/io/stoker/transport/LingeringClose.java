package io.stoker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection as httpd does: lets the client take what it was sent, shuts down the sending
 * side, throws away what the client still sends, at most 2 seconds for each read and 30 in all, and
 * closes then. Closing at once would make the kernel answer such bytes with a reset, which can
 * destroy the reply at the client.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how a close went is told by channelInactive
final class LingeringClose {

  private static final long PER_READ = TimeUnit.SECONDS.toNanos(2);
  private static final long IN_ALL = TimeUnit.SECONDS.toNanos(30);
  private static final long SHORT = TimeUnit.SECONDS.toNanos(2);

  private final ChannelHandlerContext ctx;
  private final Deadline deadline;
  private final PlannedReplies replies;
  private final long timeoutNanos;
  private final long inAll;
  private boolean inputEnded;
  private boolean lingers;
  private long began;

  /**
   * A close that has not begun.
   *
   * @param deadline calls {@link #timedOut} when it has passed
   * @param replies what may be on its way to the client
   * @param timeoutNanos how long it may take none of them
   * @param inputEnded whether the client has closed its side, so that nothing is left to wait for
   * @param shortly whether 2 seconds in all have to do, for a client that was too slow already
   */
  LingeringClose(
      ChannelHandlerContext ctx,
      Deadline deadline,
      PlannedReplies replies,
      long timeoutNanos,
      boolean inputEnded,
      boolean shortly) {
    this.ctx = ctx;
    this.deadline = deadline;
    this.replies = replies;
    this.timeoutNanos = timeoutNanos;
    this.inAll = shortly ? SHORT : IN_ALL;
    this.inputEnded = inputEnded;
  }

  /** Begins; of what happens from then on it is to be told. */
  void begin() {
    replies.flush(ctx);
    if (!replies.areTaken(ctx)) {
      deadline.in(timeoutNanos);
    }
    replies.whenTaken(ctx, this::linger);
  }

  private void linger() {
    lingers = true;
    Channel channel = ctx.channel();
    if (inputEnded || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
      ctx.close();
    } else {
      began = ctx.executor().ticker().nanoTime();
      endOutput(duplex);
      waitFor(PER_READ);
      ctx.read();
    }
  }

  /**
   * Netty would make an exception with a stack trace, to refuse later writes with, and another when
   * the client's end comes; both cost more than the reply. So the socket is told itself, and that
   * end closes the channel.
   */
  private static void endOutput(DuplexChannel channel) {
    if (!(channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket)) {
      channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      return;
    }
    try {
      socket.shutdown(false, true);
      channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    } catch (IOException | NotYetConnectedException clientIsGone) {
      channel.close();
    }
  }

  private void waitFor(long nanos) {
    deadline.in(nanos);
  }

  /** Something came and was thrown away. */
  void received() {
    if (!lingers) {
      return;
    }
    long rest = inAll - (ctx.executor().ticker().nanoTime() - began);
    if (rest <= 0) {
      ctx.close();
    } else {
      waitFor(Math.min(PER_READ, rest));
      ctx.read();
    }
  }

  /** The client closed its side; it may still take what it was sent. */
  void inputEnded() {
    inputEnded = true;
    if (lingers) {
      ctx.close();
    }
  }

  /** The deadline has passed. */
  void timedOut() {
    if (!lingers && replies.progress(ctx) == PlannedReplies.Progress.MOVING) {
      deadline.in(timeoutNanos);
    } else {
      ctx.close();
    }
  }
}
