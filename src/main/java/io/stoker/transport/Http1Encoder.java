package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.Future;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import java.nio.charset.StandardCharsets;

/** Writes HTTP/1 replies; counts what was handed to the network. */
@SuppressWarnings("FutureReturnValueIgnored") // every write tells its promise
final class Http1Encoder extends ChannelOutboundHandlerAdapter {

  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final byte[] CRLF = ascii("\r\n");
  private static final int USUAL_HEAD = 512;

  private boolean chunked;
  private long wireOut;

  /** Bytes sent since the last {@link #restart}. */
  long wireOut() {
    return wireOut;
  }

  /** Counts from 0 again. */
  void restart() {
    wireOut = 0;
    chunked = false;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    switch (message) {
      case Outbound.Interim interim -> {
        assert interim == Outbound.Interim.CONTINUE;
        send(ctx, Unpooled.wrappedBuffer(CONTINUE), promise);
      }
      case Outbound.Head head -> {
        chunked = head.own().chunked();
        send(ctx, encode(ctx, head), promise);
      }
      case Outbound.End end -> send(ctx, lastChunk(ctx, end.trailers()), promise);
      case ByteBuf content when chunked -> {
        if (content.isReadable()) {
          send(ctx, chunkLine(ctx, content.readableBytes()), ctx.newPromise());
          send(ctx, content, ctx.newPromise());
          send(ctx, Unpooled.wrappedBuffer(CRLF), promise);
        } else {
          ctx.write(content, promise); // an empty chunk would end the body
        }
      }
      case ByteBuf content -> send(ctx, content, promise);
      case FileRegion region when chunked -> {
        send(ctx, chunkLine(ctx, region.count()), ctx.newPromise());
        send(ctx, region, ctx.newPromise());
        send(ctx, Unpooled.wrappedBuffer(CRLF), promise);
      }
      case FileRegion region -> send(ctx, region, promise);
      default -> ctx.write(message, promise);
    }
  }

  private void send(ChannelHandlerContext ctx, ByteBuf bytes, ChannelPromise promise) {
    int length = bytes.readableBytes();
    ctx.write(bytes).addListener(sent -> pass(sent, sent.isSuccess() ? length : 0, promise));
  }

  private void send(ChannelHandlerContext ctx, FileRegion region, ChannelPromise promise) {
    ctx.write(region)
        .addListener(
            sent -> pass(sent, sent.isSuccess() ? region.count() : region.transferred(), promise));
  }

  /** Counts before it tells: who is told of the last piece asks for the sum. */
  private void pass(Future<?> sent, long bytes, ChannelPromise promise) {
    wireOut += bytes;
    if (sent.isSuccess()) {
      promise.trySuccess();
    } else {
      promise.tryFailure(sent.cause());
    }
  }

  private static ByteBuf encode(ChannelHandlerContext ctx, Outbound.Head head) {
    ByteBuf out = ctx.alloc().buffer(USUAL_HEAD + head.content().length);
    put(out, head.version().toString());
    out.writeByte(' ');
    put(out, Integer.toString(head.status()));
    out.writeByte(' ');
    put(out, head.reason());
    out.writeBytes(CRLF);
    Headers fields = head.headers();
    int at = Math.min(head.ownAt(), fields.size());
    fields(out, fields, 0, at);
    own(out, head.own());
    fields(out, fields, at, fields.size());
    out.writeBytes(CRLF);
    return out.writeBytes(head.content());
  }

  private static void fields(ByteBuf out, Headers fields, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!belongsToConnection(fields.name(i))) {
        field(out, fields.name(i), fields.value(i));
      }
    }
  }

  private static boolean belongsToConnection(String name) {
    return name.equalsIgnoreCase(HeaderNames.CONNECTION)
        || name.equalsIgnoreCase(HeaderNames.KEEP_ALIVE)
        || name.equalsIgnoreCase(HeaderNames.TRANSFER_ENCODING);
  }

  private static void own(ByteBuf out, KeepAlive own) {
    if (own.keepAlive() != null) {
      field(out, HeaderNames.KEEP_ALIVE, own.keepAlive());
    }
    if (own.connection() != null) {
      field(out, HeaderNames.CONNECTION, own.connection());
    }
    if (own.chunked()) {
      field(out, HeaderNames.TRANSFER_ENCODING, "chunked");
    }
  }

  private static void field(ByteBuf out, String name, String value) {
    put(out, name);
    out.writeByte(':').writeByte(' ');
    put(out, value);
    out.writeBytes(CRLF);
  }

  /** Octets as they are, but never the end of a line: a value must not become a field. */
  private static void put(ByteBuf out, String text) {
    boolean split = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    String line = split ? text.replace('\n', ' ').replace('\r', ' ') : text;
    out.writeCharSequence(line, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf chunkLine(ChannelHandlerContext ctx, long size) {
    ByteBuf out = ctx.alloc().buffer(20);
    put(out, Long.toHexString(size));
    return out.writeBytes(CRLF);
  }

  private static ByteBuf lastChunk(ChannelHandlerContext ctx, Headers trailers) {
    ByteBuf out = ctx.alloc().buffer(16);
    out.writeByte('0').writeBytes(CRLF);
    fields(out, trailers, 0, trailers.size());
    return out.writeBytes(CRLF);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
