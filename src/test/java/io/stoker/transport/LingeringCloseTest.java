package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.stoker.mpm.Seat;
import io.stoker.testing.TestChildren;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** httpd's lingering close, with a clock that only tests move. */
class LingeringCloseTest {

  private final MockTicker clock = Ticker.newMockTicker();
  private final Duplex channel = new Duplex(EmbeddedChannel.builder().ticker(clock));
  private final ChannelHandlerContext ctx = channel.pipeline().firstContext();

  /** A channel whose sides are closed one after the other, as a socket's. */
  private static final class Duplex extends EmbeddedChannel implements DuplexChannel {
    private boolean outputShutdown;

    Duplex(Builder builder) {
      super(builder.handlers(new ChannelInboundHandlerAdapter()));
    }

    @Override
    public boolean isInputShutdown() {
      return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOutputShutdown() {
      return outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
      return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
      outputShutdown = true;
      return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public ChannelFuture shutdown() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
      throw new UnsupportedOperationException();
    }
  }

  private LingeringClose start(boolean inputEnded, boolean shortly) {
    Deadline deadline = new Deadline(channel.eventLoop(), ctx::close);
    Seat seat = Objects.requireNonNull(TestChildren.running(Sites.snapshot(Sites.PLAIN), 1).seat());
    PlannedReplies none =
        new PlannedReplies(new ClientConnection(Memory.REMOTE, Memory.LOCAL, seat), () -> {});
    LingeringClose closing = new LingeringClose(ctx, deadline, none, 0, inputEnded, shortly);
    closing.begin();
    return closing;
  }

  private void pass(long millis) {
    clock.advance(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  @Test
  void aClientThatSaysNothingIsWaitedForTwoSeconds() {
    start(false, false);
    assertThat(channel.isOutputShutdown()).isTrue();
    pass(1999);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void eachReadGivesTwoSecondsMore() {
    LingeringClose closing = start(false, false);
    pass(1900);
    closing.received();
    pass(1900);
    assertThat(channel.isOpen()).isTrue();
    pass(100);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aClientThatGoesOnIsCutOffAfterThirtySeconds() {
    LingeringClose closing = start(false, false);
    for (int second = 1; second < 30; second++) {
      pass(1000);
      assertThat(channel.isOpen()).as("second %d", second).isTrue();
      closing.received();
    }
    pass(1000);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whoWasTooSlowHasTwoSecondsInAll() {
    LingeringClose closing = start(false, true);
    pass(1000);
    closing.received();
    assertThat(channel.isOpen()).isTrue();
    pass(1000);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void theEndOfTheClientIsTheEnd() {
    start(true, false);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void itMayComeLater() {
    LingeringClose closing = start(false, false);
    pass(500);
    closing.inputEnded();
    assertThat(channel.isOpen()).isFalse();
  }
}
