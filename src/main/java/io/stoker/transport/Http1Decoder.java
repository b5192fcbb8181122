package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.stoker.api.RequestBody;
import io.stoker.http.BodyFraming;
import io.stoker.http.Diagnostic;
import io.stoker.http.FieldRules;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.HttpVersion;
import io.stoker.http.ProtocolOptions;
import io.stoker.http.Refusal;
import io.stoker.http.RequestHead;
import io.stoker.http.RequestLine;
import io.stoker.http.RequestTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1 requests, one at a time: after the end of a request it waits for {@link #resume}, so
 * that pipelined requests stay bytes until their turn comes. What is acceptable is decided by
 * {@link RequestHead}; here lines are found and bodies are measured.
 */
final class Http1Decoder extends ByteToMessageDecoder {

  private static final HostHeader.Accepted NO_HOST = new HostHeader.Accepted("", -1, false, null);
  private static final BodyFraming.None NO_BODY = new BodyFraming.None();

  private enum State {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    /** A whole request was read; the next one has to wait. */
    PAUSED,
    /** Whatever comes is thrown away. */
    DISCARDING
  }

  /** How much of a request has come while none is complete. */
  enum Progress {
    NOTHING,
    REQUEST_LINE,
    FIELDS
  }

  private final Supplier<ProtocolOptions> rules;
  private final String scheme;

  private State state = State.HEAD;
  private ProtocolOptions options = ProtocolOptions.DEFAULT;
  private @Nullable RequestHead head;
  private @Nullable FieldRules trailers;
  private @Nullable ChannelHandlerContext context;
  private long remaining;
  private int scanned;
  private boolean crlf;
  private long wireIn;
  private long startMicros;
  private long startNanos;
  private boolean decoding;
  private boolean inputEnded;

  /**
   * A decoder that starts with the first request.
   *
   * @param rules asked at the start of each request
   * @param scheme of the connection, http or https
   */
  Http1Decoder(Supplier<ProtocolOptions> rules, String scheme) {
    this.rules = rules;
    this.scheme = scheme;
  }

  /** Bytes read for the present request, line ends before it included. */
  long wireIn() {
    return wireIn;
  }

  /** Whether a request has begun to come in. */
  Progress progress() {
    RequestHead now = head;
    if (now != null && now.requestLine() != null) {
      return Progress.FIELDS;
    }
    return now != null || actualReadableBytes() > 0 ? Progress.REQUEST_LINE : Progress.NOTHING;
  }

  /** Goes on to the next request, which may be here already. */
  void resume() {
    state = State.HEAD;
    head = null;
    trailers = null;
    wireIn = 0;
    scanned = 0;
    if (decoding) {
      return; // the loop that called the handler that called this sees the new state
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context);
    if (actualReadableBytes() > 0) {
      redecode(ctx);
    }
    if (inputEnded && state == State.HEAD) {
      endOfInput(ctx);
    }
  }

  private void redecode(ChannelHandlerContext ctx) {
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  /** Throws away what was read and what will come. */
  void discard() {
    state = State.DISCARDING;
    if (!decoding) {
      redecode(Objects.requireNonNull(context));
    }
  }

  /**
   * Makes a refused request of one that has not come to its end.
   *
   * @param status 408 when it is too slow, 400 when the client is gone
   * @return null when not even its first line was read and nothing is to be said about it
   */
  Inbound.@Nullable Start interrupt(int status) {
    RequestHead now = head;
    state = State.DISCARDING;
    wireIn += actualReadableBytes();
    if (now == null || now.requestLine() == null) {
      return status == 408 ? start(unread(), Headers.EMPTY, quiet(status), true) : null;
    }
    Refusal refusal =
        new Refusal(
            status,
            List.of(
                new Diagnostic(
                    Diagnostic.Level.DEBUG,
                    "AH00567",
                    "request failed: error reading the headers")),
            null);
    return start(now.requestLine(), now.headers(), refusal, false);
  }

  private static Refusal quiet(int status) {
    return new Refusal(status, List.of(), null);
  }

  private static RequestLine unread() {
    RequestTarget none = RequestTarget.parse("GET", "");
    return new RequestLine("-", "-", none, "HTTP/1.0", HttpVersion.HTTP_1_0);
  }

  private Inbound.Start start(RequestLine line, Headers headers, Refusal refusal, boolean silent) {
    return new Inbound.Start(
        line, headers, NO_HOST, NO_BODY, List.of(), refusal, true, silent, startMicros, startNanos);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      // Not handed to the superclass, which would throw away pipelined requests.
      inputEnded = true;
      endOfInput(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void endOfInput(ChannelHandlerContext ctx) {
    switch (state) {
      case HEAD -> {
        Inbound.Start refused = interrupt(400);
        if (refused != null) {
          ctx.fireChannelRead(refused);
          ctx.fireChannelRead(Inbound.End.PLAIN);
        }
      }
      case FIXED, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS -> {
        state = State.DISCARDING;
        ctx.fireChannelRead(
            new Inbound.Fault(new RequestBody.Unreadable(400, "the client closed too early")));
      }
      case PAUSED, DISCARDING -> {}
    }
  }

  /** Reading on is the connection's decision, not the superclass's. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    ctx.fireChannelReadComplete();
  }

  @Override
  protected void callDecode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    decoding = true;
    try {
      super.callDecode(ctx, in, out);
    } finally {
      decoding = false;
    }
    if (inputEnded && state == State.HEAD) {
      endOfInput(ctx);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int before = in.readableBytes();
    try {
      step(in, out);
    } catch (RequestBody.Unreadable e) {
      state = State.DISCARDING;
      out.add(new Inbound.Fault(e));
    }
    wireIn += before - in.readableBytes();
    if (state == State.DISCARDING) {
      in.skipBytes(in.readableBytes());
    }
  }

  private void step(ByteBuf in, List<Object> out) throws RequestBody.Unreadable {
    switch (state) {
      case HEAD -> readHead(in, out);
      case FIXED -> {
        takeContent(in, out);
        if (remaining == 0) {
          end(Inbound.End.PLAIN, out);
        }
      }
      case CHUNK_SIZE -> readChunkSize(in);
      case CHUNK_DATA -> {
        takeContent(in, out);
        if (remaining == 0) {
          state = State.CHUNK_END;
        }
      }
      case CHUNK_END -> readChunkEnd(in);
      case TRAILERS -> readTrailers(in, out);
      case PAUSED, DISCARDING -> {}
    }
  }

  private void readHead(ByteBuf in, List<Object> out) {
    RequestHead now = head;
    if (now == null) {
      now = begin();
    }
    while (true) {
      int limit =
          now.requestLine() == null ? options.limitRequestLine() : options.limitRequestFieldSize();
      String line = nextLine(in, limit);
      if (line == null) {
        return;
      }
      switch (now.line(line, crlf)) {
        case RequestHead.More more -> {}
        case RequestHead.Complete complete -> {
          accept(complete, out);
          return;
        }
        case RequestHead.Refused refused -> {
          state = State.PAUSED;
          out.add(start(refused.line(), refused.headers(), refused.refusal(), false));
          out.add(Inbound.End.PLAIN);
          return;
        }
      }
    }
  }

  private RequestHead begin() {
    options = rules.get();
    startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    startNanos = System.nanoTime();
    RequestHead first = new RequestHead(options, scheme);
    head = first;
    return first;
  }

  private void accept(RequestHead.Complete complete, List<Object> out) {
    boolean lastOne = complete.line().isSimple();
    BodyFraming.Result body = complete.body();
    if (body instanceof BodyFraming.Length(long octets) && octets > 0) {
      remaining = octets;
      state = State.FIXED;
    } else if (body instanceof BodyFraming.Chunked(boolean dropLength)) {
      lastOne |= dropLength;
      state = State.CHUNK_SIZE;
    } else {
      state = State.PAUSED;
    }
    out.add(
        new Inbound.Start(
            complete.line(),
            complete.headers(),
            complete.host(),
            body,
            complete.notes(),
            null,
            lastOne,
            false,
            startMicros,
            startNanos));
    if (state == State.PAUSED) {
      out.add(Inbound.End.PLAIN);
    }
  }

  private void end(Inbound.End end, List<Object> out) {
    state = State.PAUSED;
    out.add(end);
  }

  private void takeContent(ByteBuf in, List<Object> out) {
    int n = (int) Math.min(remaining, in.readableBytes());
    out.add(in.readRetainedSlice(n));
    remaining -= n;
  }

  private void readChunkSize(ByteBuf in) throws RequestBody.Unreadable {
    int limit = options.limitRequestFieldSize();
    String line = nextLine(in, limit);
    if (line == null) {
      return;
    }
    if (line.length() > limit) {
      throw new RequestBody.TooLarge("chunk extensions: longer than LimitRequestFieldSize");
    }
    remaining = ChunkSize.parse(line, crlf, options.strict());
    if (remaining > 0) {
      state = State.CHUNK_DATA;
    } else {
      trailers = new FieldRules(options);
      state = State.TRAILERS;
    }
  }

  private void readChunkEnd(ByteBuf in) throws RequestBody.Unreadable {
    int first = in.getByte(in.readerIndex());
    if (first == '\n' && !options.strict()) {
      in.skipBytes(1);
    } else if (first != '\r') {
      throw new RequestBody.Unreadable(400, "AH01590: Error reading chunk ");
    } else if (in.readableBytes() < 2) {
      return;
    } else if (in.getByte(in.readerIndex() + 1) != '\n') {
      throw new RequestBody.Unreadable(400, "AH01590: Error reading chunk ");
    } else {
      in.skipBytes(2);
    }
    state = State.CHUNK_SIZE;
  }

  private void readTrailers(ByteBuf in, List<Object> out) throws RequestBody.Unreadable {
    FieldRules fields = Objects.requireNonNull(trailers);
    while (true) {
      String line = nextLine(in, options.limitRequestFieldSize());
      if (line == null) {
        return;
      }
      boolean last = line.isEmpty() && (crlf || !options.strict());
      Refusal refusal = last ? fields.finish() : fields.line(line, crlf);
      if (refusal != null) {
        throw new RequestBody.Unreadable(refusal.status(), text(refusal));
      }
      if (last) {
        end(
            fields.headers().isEmpty() ? Inbound.End.PLAIN : new Inbound.End(fields.headers()),
            out);
        return;
      }
    }
  }

  private static String text(Refusal refusal) {
    List<Diagnostic> why = refusal.diagnostics();
    return why.isEmpty() ? "trailer fields" : why.getFirst().toString();
  }

  /**
   * The next line without its end, or null when it is not here yet. A line that is longer than
   * {@code limit} can ever be accepted is cut short, so that no more of it is kept.
   */
  private @Nullable String nextLine(ByteBuf in, int limit) {
    int from = in.readerIndex();
    int lf = in.indexOf(from + scanned, in.writerIndex(), (byte) '\n');
    int most = limit + 3; // one more than the limit and a line end: enough to be refused
    if (lf < 0) {
      if (in.readableBytes() <= most) {
        scanned = in.readableBytes();
        return null;
      }
      scanned = 0;
      crlf = true;
      return in.readString(most, StandardCharsets.ISO_8859_1);
    }
    scanned = 0;
    crlf = lf > from && in.getByte(lf - 1) == '\r';
    int length = (crlf ? lf - 1 : lf) - from;
    String line = in.toString(from, length, StandardCharsets.ISO_8859_1);
    in.readerIndex(lf + 1);
    return line;
  }
}
