package io.stoker.mpm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was answered for one virtual host: requests by method and class of status, bytes, requests
 * on connections that had one before, and how long they took. Each event loop counts in a column of
 * its own, of which it is the only writer: a request costs no lock, no atomic operation and no
 * object. Who looks adds up the columns.
 */
public final class HostTraffic {

  /** Methods that are told apart. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    OPTIONS,
    PATCH,
    OTHER;

    private static final Method[] ALL = values();

    /** The one of that name. */
    public static Method of(String name) {
      for (Method method : ALL) {
        if (method.name().equals(name)) {
          return method;
        }
      }
      return OTHER;
    }
  }

  /** Classes of status: 1xx to 5xx. */
  public static final int CLASSES = 5;

  /** The upper bounds of the buckets, in microseconds; the last bucket has none. */
  private static final long[] MICROS = {
    50,
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private static final int METHODS = Method.ALL.length;
  private static final int BUCKETS = METHODS * CLASSES;
  private static final int NANOS = BUCKETS + MICROS.length + 1;
  private static final int BYTES = NANOS + 1;
  private static final int REUSED = BYTES + 1;
  private static final int CELLS = REUSED + 1;

  private final Traffic all;
  private final String host;
  private final AtomicReferenceArray<long @Nullable []> columns;

  /**
   * Nothing was answered yet.
   *
   * @param loops most event loops that connections may be on
   */
  HostTraffic(Traffic all, String host, int loops) {
    this.all = all;
    this.host = host;
    columns = new AtomicReferenceArray<>(loops);
  }

  // ---- the loop ----

  /**
   * A request has been answered, or given up, and the seat knows of it.
   *
   * @param status of the reply
   * @param bytes sent, head and all
   * @param nanos how long it took
   */
  public void answered(Seat seat, Method method, int status, long bytes, long nanos) {
    long[] cells = column(seat.loop());
    int kind = Math.clamp(status / 100, 1, CLASSES) - 1;
    Longs.add(cells, method.ordinal() * CLASSES + kind, 1);
    Longs.add(cells, BUCKETS + bucket(nanos), 1);
    Longs.add(cells, NANOS, nanos);
    Longs.add(cells, BYTES, bytes);
    if (seat.served() > 1) {
      Longs.add(cells, REUSED, 1);
    }
  }

  /** Who wants to know of each request; null where nobody does. */
  public @Nullable RequestListener listener() {
    return all.listener();
  }

  private long[] column(int loop) {
    long[] cells = columns.getPlain(loop);
    if (cells == null) {
      cells = new long[CELLS];
      columns.setRelease(loop, cells);
    }
    return cells;
  }

  private static int bucket(long nanos) {
    long micros = nanos / 1000;
    int at = 0;
    while (at < MICROS.length && micros >= MICROS[at]) {
      at++;
    }
    return at;
  }

  // ---- who looks ----

  /** The label of the host. */
  public String host() {
    return host;
  }

  /** Requests with that method and that class of status, 1 to 5. */
  public long requests(Method method, int kind) {
    return sum(method.ordinal() * CLASSES + kind - 1);
  }

  /** All requests. */
  public long requests() {
    long all = 0;
    for (int cell = 0; cell < BUCKETS; cell++) {
      all += sum(cell);
    }
    return all;
  }

  /** Bytes sent, heads and all. */
  public long bytes() {
    return sum(BYTES);
  }

  /** Requests on connections that had one before. */
  public long reused() {
    return sum(REUSED);
  }

  /** How long all of them took, one after the other, in seconds. */
  public double seconds() {
    return sum(NANOS) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** Requests in each bucket; the last one is for those that took longer than any bound. */
  public long[] buckets() {
    long[] counts = new long[MICROS.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = sum(BUCKETS + i);
    }
    return counts;
  }

  /** The upper bounds of the buckets in seconds; infinite for the last one. */
  public static double[] bounds() {
    double[] seconds = new double[MICROS.length + 1];
    for (int i = 0; i < MICROS.length; i++) {
      seconds[i] = MICROS[i] / (double) TimeUnit.SECONDS.toMicros(1);
    }
    seconds[MICROS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }

  private long sum(int cell) {
    long all = 0;
    for (int loop = 0; loop < columns.length(); loop++) {
      long[] cells = columns.getAcquire(loop);
      if (cells != null) {
        all += Longs.get(cells, cell);
      }
    }
    return all;
  }
}
