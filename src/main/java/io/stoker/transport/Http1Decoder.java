package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.stoker.api.RequestBody;
import io.stoker.http.BodyFraming;
import io.stoker.http.Diagnostic;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.HttpVersion;
import io.stoker.http.ProtocolOptions;
import io.stoker.http.Refusal;
import io.stoker.http.RequestHead;
import io.stoker.http.RequestLine;
import io.stoker.http.RequestTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    BODY,
    /** A whole request was read; the next one has to wait. */
    PAUSED,
    /** Whatever comes is thrown away. */
    DISCARDING
  }

  /** How much of a request has come while its head is not complete. */
  enum Progress {
    NOTHING,
    REQUEST_LINE,
    FIELDS
  }

  /** Who may answer a request before it is decoded. */
  @FunctionalInterface
  interface Shortcut {
    /** It cannot say now: decoding stops until {@link #resume}. */
    int WAIT = -1;

    /**
     * Looks at what the buffer begins with, the first octet of a request.
     *
     * @return the octets of the request that it answered; 0 when it is to be decoded
     */
    int answer(ByteBuf in);
  }

  private final Supplier<ProtocolOptions> rules;
  private final String scheme;
  private final Shortcut shortcut;
  private final LineReader lines = new LineReader();

  private State state = State.HEAD;
  private ProtocolOptions options = ProtocolOptions.DEFAULT;
  private @Nullable RequestHead head;
  private @Nullable BodyDecoder body;
  private @Nullable ChannelHandlerContext context;
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
   * @param shortcut asked about each request first
   */
  Http1Decoder(Supplier<ProtocolOptions> rules, String scheme, Shortcut shortcut) {
    this.rules = rules;
    this.scheme = scheme;
    this.shortcut = shortcut;
  }

  // ---- what the connection asks and says ----

  /** Where the decoder stands in the pipeline; what is written here is not encoded. */
  ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  /** Bytes read for the present request, line ends before it included. */
  long wireIn() {
    return wireIn;
  }

  /** Bytes of the present request that are here, those of an unfinished line too. */
  long received() {
    return wireIn + actualReadableBytes();
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
    body = null;
    wireIn = 0;
    if (decoding) {
      return; // the loop that called the handler that called this sees the new state
    }
    ChannelHandlerContext ctx = Objects.requireNonNull(context);
    if (actualReadableBytes() > 0) {
      decodeAgain(ctx);
    }
    if (inputEnded && state == State.HEAD) {
      endOfInput(ctx);
    }
  }

  /** Throws away what was read and what will come. */
  void discard() {
    state = State.DISCARDING;
    if (!decoding) {
      decodeAgain(Objects.requireNonNull(context));
    }
  }

  private void decodeAgain(ChannelHandlerContext ctx) {
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  /**
   * Makes a refused request of one that has not come to its end.
   *
   * @param status 408 when it is too slow, 400 when the client is gone
   * @param notes lines for the error log about it
   * @return null when not even its first line was read and nothing is to be said about it
   */
  Inbound.@Nullable Start interrupt(int status, List<Diagnostic> notes) {
    RequestHead now = head;
    if (now == null) {
      stamp(); // not a byte has come
    }
    state = State.DISCARDING;
    wireIn += actualReadableBytes();
    if (now != null && now.requestLine() != null) {
      return refused(now.requestLine(), now.headers(), null, unfinished(status, notes), false);
    }
    Refusal quiet = new Refusal(status, notes, null);
    return status == 408 ? refused(unread(), Headers.EMPTY, null, quiet, true) : null;
  }

  private static Refusal unfinished(int status, List<Diagnostic> notes) {
    List<Diagnostic> why = new ArrayList<>(notes);
    why.add(
        new Diagnostic(
            Diagnostic.Level.DEBUG, "AH00567", "request failed: error reading the headers"));
    return new Refusal(status, why, null);
  }

  private static RequestLine unread() {
    RequestTarget none = RequestTarget.parse("GET", "");
    return new RequestLine("-", "-", none, "HTTP/1.0", HttpVersion.HTTP_1_0);
  }

  private Inbound.Start refused(
      RequestLine line,
      Headers headers,
      HostHeader.@Nullable Accepted host,
      Refusal refusal,
      boolean silent) {
    return new Inbound.Start(
        line,
        headers,
        host == null ? NO_HOST : host,
        NO_BODY,
        List.of(),
        refusal,
        true,
        silent,
        startMicros,
        startNanos);
  }

  // ---- what the pipeline tells ----

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Reading on is the connection's decision, not the superclass's. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    ctx.fireChannelReadComplete();
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
    if (state == State.HEAD) {
      Inbound.Start broken = interrupt(400, List.of());
      if (broken != null) {
        ctx.fireChannelRead(broken);
        ctx.fireChannelRead(Inbound.End.PLAIN);
      }
    } else if (state == State.BODY) {
      state = State.DISCARDING;
      ctx.fireChannelRead(
          new Inbound.Fault(new RequestBody.Unreadable(400, "the client closed too early")));
    }
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
      if (state == State.HEAD) {
        if (head == null && takesShortcut(in)) {
          return;
        }
        readHead(in, out);
      } else if (state == State.BODY && Objects.requireNonNull(body).step(in, out)) {
        state = State.PAUSED;
      }
    } catch (RequestBody.Unreadable e) {
      state = State.DISCARDING;
      out.add(new Inbound.Fault(e));
    }
    wireIn += before - in.readableBytes();
    if (state == State.DISCARDING) {
      in.skipBytes(in.readableBytes());
    }
  }

  // ---- heads ----

  private boolean takesShortcut(ByteBuf in) {
    int taken = shortcut.answer(in);
    if (taken == Shortcut.WAIT) {
      state = State.PAUSED;
      return true;
    }
    in.skipBytes(taken);
    return taken > 0;
  }

  private void readHead(ByteBuf in, List<Object> out) {
    RequestHead now = head == null ? begin() : head;
    while (true) {
      int limit =
          now.requestLine() == null ? options.limitRequestLine() : options.limitRequestFieldSize();
      String line = lines.next(in, limit);
      if (line == null) {
        return;
      }
      switch (now.line(line, lines.endedWithCrlf())) {
        case RequestHead.More more -> {}
        case RequestHead.Complete complete -> {
          accept(complete, out);
          return;
        }
        case RequestHead.Refused no -> {
          out.add(refused(no.line(), no.headers(), no.host(), no.refusal(), false));
          endWithoutBody(out);
          return;
        }
      }
    }
  }

  private void stamp() {
    startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    startNanos = System.nanoTime();
  }

  private RequestHead begin() {
    options = rules.get();
    stamp();
    RequestHead first = new RequestHead(options, scheme);
    head = first;
    return first;
  }

  private void accept(RequestHead.Complete complete, List<Object> out) {
    BodyFraming.Result framing = complete.body();
    boolean lastOne =
        complete.line().isSimple()
            || (framing instanceof BodyFraming.Chunked(boolean dropLength) && dropLength);
    out.add(
        new Inbound.Start(
            complete.line(),
            complete.headers(),
            complete.host(),
            framing,
            complete.notes(),
            null,
            lastOne,
            false,
            startMicros,
            startNanos));
    body = BodyDecoder.of(framing, options, lines);
    if (body == null) {
      endWithoutBody(out);
    } else {
      state = State.BODY;
    }
  }

  private void endWithoutBody(List<Object> out) {
    state = State.PAUSED;
    out.add(Inbound.End.PLAIN);
  }
}
