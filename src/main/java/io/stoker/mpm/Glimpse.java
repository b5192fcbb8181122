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
    virtualHost = host;
    endNanos = hit.endNanos();
    nanos = hit.endNanos() - hit.startNanos();
    VERSION.setRelease(this, now + 2);
  }

  /** The latest one, or null where there was none or one is just being written. */
  @Nullable Seen read() {
    int before = (int) VERSION.getAcquire(this);
    byte[] copy = line.clone();
    int size = length;
    InetAddress from = client;
    String host = virtualHost;
    long end = endNanos;
    long took = nanos;
    VarHandle.loadLoadFence();
    boolean quiet = (before & 1) == 0 && (int) VERSION.getOpaque(this) == before;
    if (!quiet || from == null || host == null) {
      return null;
    }
    String request = new String(copy, 0, size, StandardCharsets.ISO_8859_1);
    return new Seen(new RequestInfo(from, "http/1.1", host, request), end, took);
  }
}
