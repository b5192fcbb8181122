package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.stoker.api.Body;
import io.stoker.engine.Response;
import io.stoker.http.BodyFraming;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Writes one reply: its head, then its body part by part, as fast as the client takes it and no
 * faster. Lives on the event loop. Whatever happens, every part is sent or released, and {@link
 * Owner#written} is called once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the last write tells its promise
final class ResponseWriter {

  /** A body of up to so many bytes goes into the same buffer as the head. */
  private static final int SMALL = 8 * 1024;

  private static final byte[] NO_BYTES = {};

  /** Who is told of the end. */
  interface Owner {
    /**
     * The last call.
     *
     * @param complete false when the reply was cut short and the connection cannot go on
     */
    void written(ResponseWriter writer, boolean complete);

    /** The client took a piece of the reply. */
    void progressed();
  }

  private final ChannelHandlerContext ctx;
  private final ReplyParts parts;
  private final Deque<ReplyParts.Part> left;
  private final Executor readers;
  private final Owner owner;

  /** Content-Length less what was sent, or -1 where there is none. */
  private long allowance;

  private boolean chunked;
  private boolean waiting;
  private boolean pumping;
  private boolean corked;
  private boolean over;
  private long bodyBytes;
  private long firstByteNanos;
  private ReplyParts.@Nullable Part current;

  /**
   * A writer of one reply.
   *
   * @param readers runs blocking reads of files
   */
  ResponseWriter(ChannelHandlerContext ctx, ReplyParts parts, Executor readers, Owner owner) {
    this.ctx = ctx;
    this.parts = parts;
    this.left = new ArrayDeque<>(parts.parts());
    this.readers = readers;
    this.owner = owner;
  }

  Response response() {
    return parts.response();
  }

  /** Bytes of content sent. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** {@link System#nanoTime} of the first byte. */
  long firstByteNanos() {
    return firstByteNanos;
  }

  /** Begins. {@code simple} is a reply of HTTP/0.9: content and nothing else. */
  void start(KeepAlive own, boolean simple) {
    Response response = parts.response();
    chunked = own.chunked();
    allowance = lengthOf(response.headers());
    firstByteNanos = System.nanoTime();
    if (response.bodyForbidden()) {
      dropAll();
      allowance = 0;
    }
    byte[] small = simple || chunked ? NO_BYTES : onlySmallPart();
    if (!simple) {
      Outbound.Head head =
          new Outbound.Head(
              response.version().equals(HttpVersion.HTTP_1_0)
                  ? HttpVersion.HTTP_1_0
                  : HttpVersion.HTTP_1_1,
              response.status(),
              response.reason(),
              response.headers(),
              own,
              response.connectionFieldsAt(),
              small);
      if (left.isEmpty() && !chunked && allowance <= 0) {
        finish(head, small.length);
        return;
      }
      write(head, 0);
    }
    pump();
  }

  private static long lengthOf(Headers headers) {
    String text = headers.get(HeaderNames.CONTENT_LENGTH);
    return text == null ? -1 : BodyFraming.parseLength(text);
  }

  /** Takes the body where it is one small piece of memory that fits the length told. */
  private byte[] onlySmallPart() {
    if (left.size() == 1
        && left.getFirst().body() instanceof Body.Bytes(byte[] bytes)
        && bytes.length <= SMALL
        && (allowance < 0 || allowance == bytes.length)) {
      left.clear();
      allowance = 0;
      return bytes;
    }
    return NO_BYTES;
  }

  /** The channel may take more again. */
  void writabilityChanged() {
    if (!over) {
      pump();
    }
  }

  /** Sends what can be sent now. A flush can call back in here: the outer call goes on then. */
  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!over && !waiting && hasRoom()) {
        if (current == null && (current = left.poll()) == null) {
          end();
        } else {
          step(current);
        }
      }
    } finally {
      pumping = false;
    }
  }

  /** Whether the channel takes more; if not, {@link #writabilityChanged} comes when it does. */
  private boolean hasRoom() {
    if (!ctx.channel().isWritable()) {
      ctx.flush();
    }
    return ctx.channel().isWritable();
  }

  private void end() {
    if (!chunked && allowance > 0) {
      ctx.flush();
      abort(); // less than was promised: the client must not take it for the whole
    } else {
      finish(chunked ? new Outbound.End(Headers.EMPTY) : Unpooled.EMPTY_BUFFER, 0);
    }
  }

  private void step(ReplyParts.Part part) {
    switch (part.body()) {
      case Body.Bytes(byte[] bytes) -> {
        current = null;
        send(Unpooled.wrappedBuffer(bytes));
      }
      case Body.FileRegion region when region.length() == part.done() -> {
        current = null;
        region.release();
      }
      case Body.FileRegion region when parts.mustRead(region) -> read(part, region);
      case Body.FileRegion region -> {
        current = null;
        send(region);
      }
      case Body.Stream stream -> {
        waiting = true;
        ctx.flush();
        part.feed().want();
      }
      case Body.Sequence sequence -> throw new IllegalStateException("not flattened: " + sequence);
    }
  }

  /** Sends content, but no more than the head promised. */
  private void send(ByteBuf bytes) {
    if (allowance >= 0 && bytes.readableBytes() > allowance) {
      bytes.writerIndex(bytes.readerIndex() + (int) allowance);
    }
    allowance -= allowance < 0 ? 0 : bytes.readableBytes();
    write(bytes, bytes.readableBytes());
  }

  private void send(Body.FileRegion region) {
    if (allowance >= 0 && region.length() > allowance) {
      region.release();
      abort();
      return;
    }
    allowance -= allowance < 0 ? 0 : region.length();
    if (!corked && !parts.hasStreams()) {
      corked = true;
      Cork.on(ctx.channel());
    }
    SentRegion sent = new SentRegion(region);
    ctx.write(sent).addListener(f -> regionSent(sent, f));
  }

  private void regionSent(FileRegion sent, Future<?> result) {
    bodyBytes += result.isSuccess() ? sent.count() : sent.transferred();
    if (result.isSuccess()) {
      owner.progressed();
    } else {
      abort();
    }
  }

  private void write(Object message, int content) {
    ctx.write(message).addListener(counting(content));
  }

  private GenericFutureListener<Future<? super Void>> counting(int content) {
    return sent -> {
      if (sent.isSuccess()) {
        bodyBytes += content;
        owner.progressed();
      } else {
        abort();
      }
    };
  }

  /** Writes the last piece; the reply is over when it is gone. */
  private void finish(Object message, int content) {
    ChannelPromise last = ctx.newPromise();
    waiting = true;
    last.addListener(
        sent -> {
          if (sent.isSuccess()) {
            bodyBytes += content;
          }
          close(sent.isSuccess());
        });
    ctx.writeAndFlush(message, last);
  }

  // ---- files that must be read ----

  private void read(ReplyParts.Part part, Body.FileRegion region) {
    waiting = true;
    ctx.flush();
    int size = (int) Math.min(part.pace(), region.length() - part.done());
    ByteBuf chunk = ctx.alloc().buffer(size, size);
    try {
      readers.execute(() -> readBlocking(part, region, chunk));
    } catch (RuntimeException e) {
      chunk.release();
      waiting = false;
      abort();
    }
  }

  private void readBlocking(ReplyParts.Part part, Body.FileRegion region, ByteBuf chunk) {
    Throwable failure = null;
    try {
      FileReader.fill(region, part.done(), chunk);
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    Throwable result = failure;
    onLoop(
        () -> chunkRead(part, region, chunk, result),
        () -> {
          chunk.release();
          region.release();
        });
  }

  private void chunkRead(
      ReplyParts.Part part, Body.FileRegion region, ByteBuf chunk, @Nullable Throwable failure) {
    waiting = false;
    if (over) {
      chunk.release();
      region.release();
      return;
    }
    if (failure != null) {
      chunk.release();
      abort();
      return;
    }
    part.advance(chunk.readableBytes());
    send(chunk);
    ctx.flush();
    part.pace(ctx.channel().isWritable());
    pump();
  }

  // ---- streams ----

  /** A buffer of the stream that is at its turn; on the source's thread. */
  void next(ByteBuffer bytes) {
    onLoop(() -> streamed(bytes), () -> {});
  }

  private void streamed(ByteBuffer bytes) {
    if (over) {
      return;
    }
    send(Unpooled.wrappedBuffer(bytes));
    waiting = false;
    pump();
  }

  /** The end of that stream; on the source's thread. */
  void ended(@Nullable Throwable failure) {
    onLoop(() -> streamEnded(failure), () -> {});
  }

  private void streamEnded(@Nullable Throwable failure) {
    if (over) {
      return;
    }
    waiting = false;
    current = null;
    if (failure != null) {
      abort();
    } else {
      pump();
    }
  }

  private void onLoop(Runnable action, Runnable otherwise) {
    try {
      ctx.executor().execute(action);
    } catch (RuntimeException loopIsGone) {
      otherwise.run();
    }
  }

  // ---- the end ----

  /** How much the client took of the piece that waits for it; pieces that it took do not count. */
  long progress() {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.currentProgress();
  }

  /** Whether bytes wait for the client to take them. */
  boolean isBlocked() {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer != null && (!buffer.isEmpty() || buffer.totalPendingWriteBytes() > 0);
  }

  /** Gives up: nothing more is sent, everything is released. */
  void abort() {
    close(false);
  }

  private void close(boolean complete) {
    if (over) {
      return;
    }
    over = true;
    if (corked) {
      Cork.off(ctx.channel());
    }
    ReplyParts.Part now = current;
    current = null;
    // A region that is being read is released when the reader comes back.
    boolean atReader = waiting && now != null && now.body() instanceof Body.FileRegion;
    if (now != null && !atReader) {
      now.drop();
    }
    dropAll();
    owner.written(this, complete);
  }

  private void dropAll() {
    List.copyOf(left).forEach(ReplyParts.Part::drop);
    left.clear();
  }
}
