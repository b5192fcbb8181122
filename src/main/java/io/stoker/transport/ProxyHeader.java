package io.stoker.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header of the PROXY protocol that Netty's decoder before it has read, tells the
 * connection who its client is, and goes away. A connection that begins with anything else is
 * closed without a word, since nobody knows whom to answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how a close went is told by channelInactive
final class ProxyHeader extends ChannelInboundHandlerAdapter {

  private static final LogMessage EXPECTED =
      LogMessage.debug(
          "remoteip", "AH03503", "RemoteIPProxyProtocol: enabled on connection to %s:%d");
  private static final LogMessage RECEIVED =
      LogMessage.debug(
          "remoteip", "AH03511", "RemoteIPProxyProtocol: received valid PROXY header: %s:%d");
  private static final LogMessage TOO_EARLY =
      LogMessage.info(
          "remoteip",
          "AH10634",
          "RemoteIPProxyProtocol: connection closed before a complete header was received");
  private static final LogMessage UNSUPPORTED =
      LogMessage.error("remoteip", "AH10183", "RemoteIPProxyProtocol: unsupported protocol %02x");
  private static final LogMessage BROKEN =
      new LogMessage(
          "remoteip",
          "STK0204",
          LogLevel.ERROR,
          "RemoteIPProxyProtocol: connection from %s refused, it does not begin with a PROXY"
              + " header: %s");

  private final ClientConnection client;
  private final Server host;
  private final ServerContext server;
  private boolean over;

  /**
   * Waits for the header of a connection.
   *
   * @param host the host of the connection's address, for the log
   */
  ProxyHeader(ClientConnection client, Server host, ServerContext server) {
    this.client = client;
    this.host = host;
    this.server = server;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    log(null, EXPECTED, text(client.localAddress()), client.localPort());
  }

  private void log(@Nullable Throwable cause, LogMessage message, Object... args) {
    server.log(host, cause, message, args);
  }

  private static String text(InetAddress address) {
    return NetUtil.toAddressString(address);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      took(ctx, header);
    } finally {
      header.release();
    }
  }

  private void took(ChannelHandlerContext ctx, HAProxyMessage header) {
    InetSocketAddress told = client(header);
    if (told == null) {
      refuse(ctx, UNSUPPORTED, header.proxiedProtocol().byteValue());
      return;
    }
    over = true;
    client.proxied(told);
    log(null, RECEIVED, text(told.getAddress()), told.getPort());
    ctx.pipeline().remove(this);
  }

  /** The peer itself where nobody stands behind it; null for what is no connection of TCP. */
  private @Nullable InetSocketAddress client(HAProxyMessage header) {
    boolean itself =
        header.command() == HAProxyCommand.LOCAL
            || (header.protocolVersion() == HAProxyProtocolVersion.V1
                && header.proxiedProtocol() == HAProxyProxiedProtocol.UNKNOWN);
    if (itself) {
      return new InetSocketAddress(client.remoteAddress(), client.remotePort());
    }
    return switch (header.proxiedProtocol()) {
      case TCP4, TCP6 ->
          new InetSocketAddress(InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort());
      case UNKNOWN, UDP4, UDP6, UNIX_STREAM, UNIX_DGRAM -> null;
    };
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException) {
      refuse(ctx, BROKEN, text(client.remoteAddress()), String.valueOf(cause.getMessage()));
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void refuse(ChannelHandlerContext ctx, LogMessage why, Object... args) {
    if (!over) {
      over = true;
      log(null, why, args);
    }
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !over) {
      over = true;
      log(null, TOO_EARLY);
    }
    ctx.fireUserEventTriggered(event);
  }
}
