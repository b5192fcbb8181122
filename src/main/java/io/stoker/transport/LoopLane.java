package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.FastThreadLocal;
import io.stoker.api.Connection;
import io.stoker.api.Hit;
import io.stoker.engine.Plan;
import io.stoker.engine.PlanProbe;
import io.stoker.http.HeadIndex;
import io.stoker.http.HttpDate;
import io.stoker.http.ProtocolOptions;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.RequestListener;
import io.stoker.mpm.Seat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a request: one whose plan is known is answered where it is read, on the event
 * loop, without an object being made for it. There is one for each event loop, which all of its
 * connections use.
 */
final class LoopLane implements Hit {

  private static final FastThreadLocal<LoopLane> CURRENT =
      new FastThreadLocal<>() {
        @Override
        protected LoopLane initialValue() {
          return new LoopLane();
        }

        @Override
        protected void onRemoval(LoopLane lane) {
          lane.ready.clear();
        }
      };

  /** What {@link #answer} gives when the request has to take the long way. */
  static final int MISS = 0;

  /** Most heads are not longer: looked at first. */
  private static final int USUAL_HEAD = 1024;

  private static final int DATE_LENGTH = 29;
  private static final byte[] KEEP_ALIVE = ascii("Keep-Alive: timeout=");
  private static final byte[] MAX = ascii(", max=");
  private static final byte[] CONNECTION = ascii("\r\nConnection: Keep-Alive\r\n");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final int OWN_FIELDS = KEEP_ALIVE.length + MAX.length + CONNECTION.length + 40;

  private final PlanProbe probe = new PlanProbe();
  private final ReadyReplies ready = new ReadyReplies();

  // Rounds of the event loop, and the last one in which changes were looked for.
  private long round;
  private long looked = -1;

  // Wall-clock time as it was at some nanoTime, and the Date of that second.
  private long secondBegan;
  private long second = -1;
  private byte[] date = new byte[DATE_LENGTH];

  // The request that is being answered.
  private @Nullable Connection connection;
  private byte @Nullable [] clientField;
  private long startMicros;
  private long startNanos;
  private long endNanos;
  private long bodyBytes;
  private long wireOut;
  private boolean aborted;
  private boolean closes;
  private long keepAliveNanos;

  private LoopLane() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The lane of the thread that asks. */
  static LoopLane current() {
    return CURRENT.get();
  }

  /** The loop is about to ask the kernel what there is to do. */
  void beginRound() {
    round++;
  }

  /** Who is told of replies that take their time. */
  interface Large {
    /** A reply with content that is sent from where it is stored has been written. */
    void began();

    /** It is out, or broke. */
    void ended();
  }

  /**
   * Answers the request that {@code in} begins with, if there is a plan for it: the reply is
   * written but not flushed.
   *
   * @param large told when the reply is not in one small piece
   * @return how many octets of {@code in} it took, or {@link #MISS}
   */
  int answer(
      ChannelHandlerContext ctx,
      ByteBuf in,
      ClientConnection client,
      Content content,
      ProtocolOptions options,
      Large large) {
    HeadIndex head = probe.head();
    if (!read(in, head) || exceeds(head, options) || !seesChanges(content)) {
      return MISS;
    }
    startNanos = System.nanoTime();
    Plan plan = content.service().planned(probe, client, startNanos);
    if (plan == null || !plan.isReady()) {
      return MISS;
    }
    Plan.Wire wire = plan.wire();
    int left = wire.maxKeepAliveRequests() - client.requestsServed();
    closes = !stays(wire, head, left);
    ReferenceCounted stored = null;
    if (wire.stored() != null) {
      stored = closes ? null : take((Sendable) wire.stored(), content);
      if (stored == null) {
        return MISS;
      }
    }
    send(ctx, plan, head.asksToStay(), left);
    keepAliveNanos = wire.keepAliveMillis() * 1_000_000;
    if (stored == null) {
      bodyBytes = wire.bodyBytes();
      log(plan, client, content.traffic(plan.server()), false);
    } else {
      sendStored(ctx, LargeHit.of(this, plan, client, content, stored), large);
    }
    return head.length();
  }

  /**
   * Stored content for one reply. It takes its time, so that it also keeps the configuration whose
   * logs it is for, until {@link LargeHit#sent}.
   */
  private static @Nullable ReferenceCounted take(Sendable stored, Content content) {
    if (!content.acquire()) {
      return null;
    }
    ReferenceCounted taken = stored.take();
    if (taken == null) {
      content.release();
    }
    return taken;
  }

  /** As {@link KeepAlive} decides it for all others. */
  private static boolean stays(Plan.Wire wire, HeadIndex head, int left) {
    return wire.keepAliveMillis() > 0
        && (wire.maxKeepAliveRequests() <= 0 || left > 0)
        && (head.isOld() ? head.asksToStay() : !head.asksToClose());
  }

  private void log(Plan plan, ClientConnection client, HostTraffic traffic, boolean broken) {
    connection = client;
    clientField = plan.clientField();
    aborted = broken;
    endNanos = System.nanoTime();
    plan.log(this);
    Seat seat = client.seat();
    seat.hit(this, plan.virtualHost());
    HostTraffic.Method method = head()[0] == 'H' ? HostTraffic.Method.HEAD : HostTraffic.Method.GET;
    traffic.answered(seat, method, plan.status(), wireOut, endNanos - startNanos);
    RequestListener listener = traffic.listener();
    if (listener != null) {
      listener.answered(new AnsweredHit(this, traffic.host(), plan.status()));
    }
    connection = null;
  }

  /** Content that takes its time: what became of it is logged when it is known. */
  @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that matters
  private static void sendStored(ChannelHandlerContext ctx, LargeHit hit, Large large) {
    large.began();
    Cork.on(ctx.channel());
    ctx.write(hit.stored())
        .addListener(
            sent -> {
              Cork.off(ctx.channel());
              hit.sent(sent.isSuccess());
              large.ended();
            });
  }

  /** A request whose reply is under way, with what its log line needs. */
  private record LargeHit(
      LoopLane lane,
      Plan plan,
      ClientConnection client,
      Content content,
      ReferenceCounted stored,
      byte[] head,
      long wireOut,
      long startNanos,
      long startMicros) {

    static LargeHit of(
        LoopLane lane,
        Plan plan,
        ClientConnection client,
        Content content,
        ReferenceCounted stored) {
      HeadIndex index = lane.probe.head();
      byte[] head = Arrays.copyOf(index.bytes(), index.length());
      return new LargeHit(
          lane,
          plan,
          client,
          content,
          stored,
          head,
          lane.wireOut,
          lane.startNanos,
          lane.startMicros);
    }

    /** On the event loop, as everything here: the lane is nobody else's meanwhile. */
    void sent(boolean whole) {
      try {
        log(whole);
      } finally {
        content.release();
      }
    }

    private void log(boolean whole) {
      HeadIndex index = lane.probe.head();
      System.arraycopy(head, 0, index.bytes(), 0, head.length);
      index.read(head.length);
      lane.startNanos = startNanos;
      lane.startMicros = startMicros;
      lane.closes = false;
      Plan.Wire wire = plan.wire();
      long taken = whole ? wire.storedLength() : Sendable.transferred(stored);
      lane.bodyBytes = Math.min(taken, wire.bodyBytes()); // framing is not counted
      // Whether a head went alone nobody knows: it counts with the first of its content.
      lane.wireOut = taken == 0 ? 0 : wireOut - wire.storedLength() + taken;
      lane.log(plan, client, content.traffic(plan.server()), !whole);
    }
  }

  /** Whether the latest reply is the connection's last. */
  boolean closes() {
    return closes;
  }

  /** How long the connection may be idle after the latest reply. */
  long keepAliveNanos() {
    return keepAliveNanos;
  }

  private static boolean read(ByteBuf in, HeadIndex head) {
    int all = in.readableBytes();
    int some = Math.min(all, USUAL_HEAD);
    in.getBytes(in.readerIndex(), head.bytes(), 0, some);
    HeadIndex.Found found = head.read(some);
    if (found == HeadIndex.Found.INCOMPLETE && all > some) {
      some = Math.min(all, HeadIndex.LONGEST);
      in.getBytes(in.readerIndex(), head.bytes(), 0, some);
      found = head.read(some);
    }
    return found == HeadIndex.Found.PLAIN;
  }

  private static boolean exceeds(HeadIndex head, ProtocolOptions options) {
    return head.longestLine() > options.limitRequestFieldSize()
        || (options.limitRequestFields() > 0 && head.fieldCount() > options.limitRequestFields());
  }

  /** Looks for changes of files, once in a round; where no rounds are counted, always. */
  private boolean seesChanges(Content content) {
    if (round > 0 && looked == round) {
      return true;
    }
    if (!content.service().lookForChanges()) {
      return false;
    }
    looked = round;
    return true;
  }

  /** Writes the head, and the content where it stands beside it. */
  @SuppressWarnings("FutureReturnValueIgnored") // a void promise tells the pipeline
  private void send(ChannelHandlerContext ctx, Plan plan, boolean asked, int left) {
    refreshDate();
    ByteBuf out =
        asked || closes || !ReadyReplies.fits(plan.wire())
            ? reply(ctx.alloc(), plan.wire(), asked, left)
            : ready.take(ctx.alloc(), plan.number(), plan.wire(), date);
    wireOut = out.readableBytes() + plan.wire().storedLength();
    ctx.write(out, ctx.voidPromise());
  }

  /** A reply for one request; what it says of the connection differs each time. */
  private ByteBuf reply(ByteBufAllocator memory, Plan.Wire wire, boolean asked, int left) {
    int own = closes ? CLOSE.length : asked ? OWN_FIELDS : 0;
    int size = wire.start().length + own + wire.rest().length + wire.content().length;
    ByteBuf out = memory.directBuffer(size);
    out.writeBytes(wire.start());
    out.setBytes(wire.dateAt(), date);
    if (closes) {
      out.writeBytes(CLOSE);
    } else if (asked) {
      keepAlive(out, wire, left);
    }
    return out.writeBytes(wire.rest()).writeBytes(wire.content());
  }

  private static void keepAlive(ByteBuf out, Plan.Wire wire, int left) {
    out.writeBytes(KEEP_ALIVE);
    number(out, wire.keepAliveMillis() / 1000);
    if (wire.maxKeepAliveRequests() > 0) {
      out.writeBytes(MAX);
      number(out, left);
    }
    out.writeBytes(CONNECTION);
  }

  private static void number(ByteBuf out, long value) {
    if (value >= 10) {
      number(out, value / 10);
    }
    out.writeByte((int) ('0' + value % 10));
  }

  /** Reads the wall clock once a second; in between, {@link System#nanoTime} tells what it is. */
  private void refreshDate() {
    long since = startNanos - secondBegan;
    if (second >= 0 && since >= 0 && since < 1_000_000_000L) {
      startMicros = second * 1_000_000 + since / 1000;
      return;
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    second = Math.floorDiv(micros, 1_000_000L);
    secondBegan = startNanos - (micros - second * 1_000_000) * 1000;
    startMicros = micros;
    date = HttpDate.format(second).getBytes(StandardCharsets.US_ASCII);
  }

  // ---- the request, for those who log it ----

  @Override
  public Connection connection() {
    return Objects.requireNonNull(connection);
  }

  @Override
  public byte[] head() {
    return probe.head().bytes();
  }

  @Override
  public int requestLineEnd() {
    return probe.head().lineEnd();
  }

  @Override
  public long field(byte[] name) {
    return probe.head().field(name);
  }

  @Override
  public long client() {
    byte[] name = clientField;
    return name == null ? ABSENT : probe.head().field(name);
  }

  @Override
  public long startMicros() {
    return startMicros;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long bodyBytes() {
    return bodyBytes;
  }

  @Override
  public long wireIn() {
    return probe.head().length();
  }

  @Override
  public long wireOut() {
    return wireOut;
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public boolean keptAlive() {
    return !aborted && !closes;
  }
}
