package io.stoker.transport;

import io.stoker.api.Body;
import io.stoker.api.PhaseTimes;
import io.stoker.api.Server;
import io.stoker.api.Transfer;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.http.BodyFraming;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.RequestInfo;
import io.stoker.mpm.RequestListener;
import io.stoker.mpm.Seat;
import io.stoker.mpm.Work;
import io.stoker.mpm.WorkerSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request, seen from its worker: asks the engine for the reply, hands it to the event loop, and
 * drives the streams in it.
 */
final class ServedRequest implements Work, StreamFeed.Sink, RequestContent.Client {

  private final RequestCycle cycle;
  private final RequestContent content;
  private final Request request;
  private final ClientConnection client;
  private final Content served;
  private final Gate gate;
  private final @Nullable PhaseTimes times;
  private volatile @Nullable ResponseWriter writer;
  private volatile @Nullable WorkerSlot slot;
  private volatile @Nullable HostTraffic traffic;

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
      RequestCycle cycle, Inbound.Start start, ClientConnection client, Content served, Gate gate) {
    this.cycle = cycle;
    this.client = client;
    this.served = served;
    this.gate = gate;
    this.content =
        new RequestContent(declared(start.body()), client.seat().child().memory(), gate, this);
    this.continueOwed = BodyFraming.expectsContinue(start.headers(), start.line().version());
    this.times =
        client.seat().isExtended() ? new PhaseTimes(System::nanoTime, start.startNanos()) : null;
    enter(PhaseTimes.Part.WAIT);
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
            start.refusal(),
            times);
  }

  private static long declared(BodyFraming.Result body) {
    return switch (body) {
      case BodyFraming.Length(long octets) -> octets;
      case BodyFraming.Chunked chunked -> -1;
      case BodyFraming.None none -> 0;
      case BodyFraming.Refused refused -> 0;
    };
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

  /** Who writes the reply from now on. */
  void writer(ResponseWriter value) {
    writer = value;
  }

  /** The slot of the worker that had it; null where none ever did. */
  @Nullable WorkerSlot slot() {
    return slot;
  }

  /** It was answered, or given up; on the event loop, when the seat knows. */
  void count(int status, long sent, long nanos) {
    HostTraffic counts = traffic;
    if (counts != null) {
      HostTraffic.Method method = HostTraffic.Method.of(request.line().method());
      counts.answered(client.seat(), method, status, sent, nanos);
      RequestListener listener = counts.listener();
      if (listener != null) {
        listener.answered(new AnsweredMiss(request, client, counts.host(), status, sent));
      }
    }
  }

  /** Answers it: the work of a worker, who goes on to drive the streams of the reply. */
  @Override
  public void run(WorkerSlot taken) {
    slot = taken;
    enter(PhaseTimes.Part.TRANSLATE);
    Seat seat = client.seat();
    client.serving(taken);
    Server server = served.server(client, request.host(), request.line().target().path());
    traffic = served.traffic(server);
    taken.begin(times == null ? null : info(server), seat.accessesAtBegin(), seat.bytesAtBegin());
    ReplyParts parts = new ReplyParts(loaded(serve()), cycle.canSendfile(), this::feed);
    enter(PhaseTimes.Part.SEND);
    cycle.reply(parts);
    parts.driveStreams();
  }

  private RequestInfo info(Server server) {
    return new RequestInfo(
        client.shown(),
        "http/1.1",
        server.name() + ":" + client.localPort(),
        request.line().text(),
        times);
  }

  private void enter(PhaseTimes.Part part) {
    if (times != null) {
      times.enter(part);
    }
  }

  private StreamFeed feed(Body.Stream body) {
    return new StreamFeed(body, gate, this);
  }

  private Response serve() {
    try {
      return served.service().serve(request);
    } catch (RuntimeException | Error e) {
      cycle.report(e);
      return failed();
    }
  }

  /** With small files in memory; a file that cannot be read cuts the reply short. */
  private Response loaded(Response r) {
    try {
      Body body = FileReader.load(r.body(), cycle.canSendfile());
      return body == r.body() ? r : r.with(body);
    } catch (IOException | RuntimeException e) {
      cycle.report(e);
      return r.with(Body.EMPTY);
    }
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
        if (times != null) {
          times.end();
        }
        served.release();
      }
    }
  }

  @Override
  public void firstRead() {
    cycle.firstRead();
  }

  @Override
  public void wanted() {
    cycle.wanted();
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
      cycle.report(failure);
    }
    ResponseWriter now = writer;
    if (now != null) {
      now.ended(failure);
    }
  }
}
