package io.stoker.mpm;

import io.stoker.api.Hit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The latest of the requests that an event loop answered by itself in a slot: written over and over
 * by that loop, without allocating. A reader who meets the writer sees nothing.
 */
final class Glimpse {

  /** Enough for the beginning and for the end of a line as status pages show it. */
  private static final int HALF = 64;

  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(Glimpse.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * What was seen.
   *
   * @param endNanos by {@link System#nanoTime}
   */
  record Seen(RequestInfo info, long endNanos, long nanos) {}

  @SuppressWarnings("unused") // by VERSION
  private int version;

  private final byte[] line = new byte[2 * HALF];
  private int length;

  /** The address of a client behind a proxy, as it is written. */
  private final byte[] forwarded = new byte[15];

  private int forwardedLength;
  private @Nullable InetAddress client;
  private @Nullable String virtualHost;
  private long endNanos;
  private long nanos;

  /** Takes down a hit; on the loop. */
  void write(Hit hit, String host) {
    int now = (int) VERSION.getOpaque(this);
    VERSION.setOpaque(this, now + 1);
    VarHandle.storeStoreFence();
    int whole = hit.requestLineEnd();
    int first = Math.min(whole, HALF);
    int last = Math.min(whole - first, HALF);
    System.arraycopy(hit.head(), 0, line, 0, first);
    System.arraycopy(hit.head(), whole - last, line, first, last);
    length = first + last;
    InetAddress proxied = hit.connection().proxied();
    client = proxied != null ? proxied : hit.connection().remoteAddress();
    forward(hit);
    virtualHost = host;
    endNanos = hit.endNanos();
    nanos = hit.endNanos() - hit.startNanos();
    VERSION.setRelease(this, now + 2);
  }

  private void forward(Hit hit) {
    long at = hit.client();
    int start = (int) (at >>> 32);
    int size = (int) at - start;
    boolean fits = at >= 0 && size <= forwarded.length;
    forwardedLength = fits ? size : 0;
    if (fits) {
      System.arraycopy(hit.head(), start, forwarded, 0, size);
    }
  }

  /** The latest one, or null where there was none or one is just being written. */
  @Nullable Seen read() {
    int before = (int) VERSION.getAcquire(this);
    byte[] copy = line.clone();
    int size = length;
    InetAddress from = client;
    byte[] behind = forwarded.clone();
    int behindLength = forwardedLength;
    String host = virtualHost;
    long end = endNanos;
    long took = nanos;
    VarHandle.loadLoadFence();
    boolean quiet = (before & 1) == 0 && (int) VERSION.getOpaque(this) == before;
    if (!quiet || from == null || host == null) {
      return null;
    }
    String request = new String(copy, 0, size, StandardCharsets.ISO_8859_1);
    InetAddress shown =
        behindLength == 0
            ? from
            : InetAddress.ofLiteral(new String(behind, 0, behindLength, StandardCharsets.US_ASCII));
    return new Seen(new RequestInfo(shown, "http/1.1", host, request, null), end, took);
  }
}
