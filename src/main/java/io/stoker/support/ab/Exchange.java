package io.stoker.support.ab;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One of the requests that are under way at the same time, and the next one when it is over. All of
 * it runs on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // listeners say all
final class Exchange {

  private static final int LONGEST_HEAD = 65_536;

  private final LoadRun run;
  private final StringBuilder headText = new StringBuilder();
  private @Nullable Channel channel;
  private @Nullable ReplyHead head;
  private long startMicros;
  private long started;
  private long connected;
  private long sent;
  private long firstRead;
  private long read;
  private long content;
  private boolean reused;
  private boolean over = true;

  Exchange(LoadRun run) {
    this.run = run;
  }

  /** Begins the next request on a connection of its own. */
  void connect(Bootstrap bootstrap) {
    if (!run.mayStart()) {
      return;
    }
    begin();
    bootstrap
        .connect(run.address())
        .addListener(
            (ChannelFutureListener)
                future -> {
                  if (!future.isSuccess()) {
                    over = true;
                    run.couldNotConnect(this, future.cause());
                    return;
                  }
                  channel = future.channel();
                  future.channel().pipeline().addLast(new Link());
                  if (future.channel().pipeline().get(SslHandler.class) == null) {
                    send();
                  }
                });
  }

  /** What a connection tells, as long as the exchange is on it. */
  private final class Link extends ChannelInboundHandlerAdapter {

    private boolean isCurrent(ChannelHandlerContext ctx) {
      return !over && ctx.channel() == channel;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done && isCurrent(ctx)) {
        if (done.isSuccess()) {
          run.secured(ctx.pipeline().get(SslHandler.class));
          send();
        } else {
          broke(new IOException("SSL handshake failed: " + done.cause().getMessage()));
        }
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (message instanceof ByteBuf bytes && isCurrent(ctx)) {
          took(bytes);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (isCurrent(ctx)) {
        ended();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (isCurrent(ctx)) {
        broke(cause);
      }
    }
  }

  private void begin() {
    over = false;
    reused = false;
    head = null;
    headText.setLength(0);
    read = 0;
    content = 0;
    firstRead = 0;
    startMicros = run.microsNow();
    started = System.nanoTime();
  }

  private void send() {
    Channel to = channel;
    if (to == null) {
      return;
    }
    connected = reused ? started : System.nanoTime();
    sent = connected;
    to.writeAndFlush(run.request())
        .addListener(
            written -> {
              if (written.isSuccess()) {
                sent = System.nanoTime();
                run.sent();
              }
            });
  }

  private void took(ByteBuf bytes) {
    if (read == 0) {
      firstRead = System.nanoTime();
    }
    run.active();
    int all = bytes.readableBytes();
    read += all;
    run.tally().bytesRead += all;
    if (head == null) {
      takeHead(bytes);
    }
    int rest = bytes.readableBytes();
    content += rest;
    run.tally().contentRead += rest;
    ReplyHead seen = head;
    if (seen != null && isKept(seen) && (run.options().headOnly() || content >= seen.length())) {
      finish(true);
    }
  }

  private boolean isKept(ReplyHead seen) {
    return run.options().keepAlive()
        && seen.staysOpen()
        && (seen.length() >= 0 || run.options().headOnly());
  }

  private void takeHead(ByteBuf bytes) {
    int before = headText.length();
    headText.append(bytes.toString(StandardCharsets.ISO_8859_1));
    int end = headText.indexOf("\r\n\r\n");
    int length = 4;
    if (end < 0) {
      end = headText.indexOf("\n\n");
      length = 2;
    }
    if (end < 0) {
      bytes.skipBytes(bytes.readableBytes());
      if (headText.length() > LONGEST_HEAD) {
        broke(new IOException("the head of the reply has no end"));
      }
      return;
    }
    bytes.skipBytes(end + length - before);
    String text = headText.substring(0, end + length);
    ReplyHead parsed = ReplyHead.parse(text);
    head = parsed;
    run.headCame(parsed, text);
  }

  private void ended() {
    if (read == 0 && reused) {
      // The server had let the connection go before it could be asked again.
      over = true;
      run.askAgain(this);
    } else {
      finish(false);
    }
  }

  private void broke(Throwable cause) {
    over = true;
    close();
    run.brokeOff(this, cause);
  }

  private void finish(boolean kept) {
    over = true;
    long now = System.nanoTime();
    run.finished(
        new Tally.Sample(
            startMicros,
            (connected - started) / 1000,
            (now - started) / 1000,
            firstRead == 0 ? 0 : Math.max(0, firstRead - sent) / 1000),
        head,
        content,
        kept);
    if (!kept) {
      close();
      run.next(this);
    } else if (run.mayStart()) {
      begin();
      reused = true;
      send();
    } else {
      close();
    }
  }

  private void close() {
    Channel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
