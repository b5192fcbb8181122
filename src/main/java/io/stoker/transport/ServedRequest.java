package io.stoker.transport;

import io.stoker.api.Body;
import io.stoker.api.Transfer;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.http.BodyFraming;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One request from the moment its head was read until its reply is logged. */
final class ServedRequest implements Runnable, StreamFeed.Sink {

  private final HttpConnection connection;
  private final Inbound.Start start;
  private final RequestContent content;
  private final Request request;
  private final Content served;
  private final Gate gate;
  private volatile @Nullable ResponseWriter writer;

  // The event loop's own.
  private boolean continueOwed;
  private boolean reported;

  /**
   * A request to be served.
   *
   * @param served the configuration that it keeps to its end
   * @param gate where its worker waits for the event loop
   */
  ServedRequest(
      HttpConnection connection,
      Inbound.Start start,
      ClientConnection client,
      Content served,
      Gate gate,
      RequestContent.Client reader) {
    this.connection = connection;
    this.start = start;
    this.served = served;
    this.gate = gate;
    this.content = new RequestContent(declared(start.body()), gate, reader);
    this.continueOwed = BodyFraming.expectsContinue(start.headers(), start.line().version());
    this.request =
        new Request(
            start.line(),
            start.headers(),
            start.host(),
            client,
            content,
            start.startMicros(),
            start.startNanos(),
            start.notes(),
            start.refusal());
  }

  private static long declared(BodyFraming.Result body) {
    return switch (body) {
      case BodyFraming.Length(long octets) -> octets;
      case BodyFraming.Chunked chunked -> -1;
      case BodyFraming.None none -> 0;
      case BodyFraming.Refused refused -> 0;
    };
  }

  Inbound.Start start() {
    return start;
  }

  RequestContent content() {
    return content;
  }

  /** Whether the client was not yet told to go on and send its content. */
  boolean isContinueOwed() {
    return continueOwed;
  }

  void continueSent() {
    continueOwed = false;
  }

  void writer(ResponseWriter value) {
    writer = value;
  }

  /** Who writes the reply, or null before there is one. */
  @Nullable ResponseWriter writer() {
    return writer;
  }

  /** Answers it: the work of a worker, who goes on to drive the streams of the reply. */
  @Override
  public void run() {
    ReplyParts parts = new ReplyParts(loaded(serve()), connection.canSendfile(), this::feed);
    connection.reply(this, parts);
    parts.driveStreams();
  }

  private StreamFeed feed(Body.Stream body) {
    return new StreamFeed(body, gate, this);
  }

  private Response serve() {
    try {
      return served.service().serve(request);
    } catch (RuntimeException | Error e) {
      connection.report(e);
      return failed();
    }
  }

  /** With small files in memory; a file that cannot be read cuts the reply short. */
  private Response loaded(Response r) {
    try {
      Body body = FileReader.load(r.body(), connection.canSendfile());
      return body == r.body() ? r : with(r, body);
    } catch (IOException | RuntimeException e) {
      connection.report(e);
      return with(r, Body.EMPTY);
    }
  }

  private static Response with(Response r, Body body) {
    return new Response(
        r.version(),
        r.status(),
        r.reason(),
        r.headers(),
        r.connectionFieldsAt(),
        body,
        r.bodyForbidden(),
        r.mayChunk(),
        r.close(),
        r.keepAliveTimeoutMillis(),
        r.maxKeepAliveRequests(),
        r.onSent());
  }

  /** The engine broke its promise never to throw: say so, and no more. */
  private static Response failed() {
    Headers headers = Headers.of("Content-Length", "0");
    return new Response(
        HttpVersion.HTTP_1_1,
        500,
        "Internal Server Error",
        headers,
        1,
        Body.EMPTY,
        false,
        false,
        true,
        0,
        0,
        transfer -> {});
  }

  /** Tells the engine what became of the reply, once. */
  void report(Response response, Transfer transfer) {
    if (!reported) {
      reported = true;
      try {
        response.onSent().accept(transfer);
      } finally {
        served.release();
      }
    }
  }

  @Override
  public void next(ByteBuffer bytes) {
    ResponseWriter now = writer;
    if (now != null) {
      now.next(bytes);
    }
  }

  @Override
  public void ended(@Nullable Throwable failure) {
    if (failure != null) {
      connection.report(failure);
    }
    ResponseWriter now = writer;
    if (now != null) {
      now.ended(failure);
    }
  }
}
