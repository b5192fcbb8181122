package io.stoker.mpm;

import org.jspecify.annotations.Nullable;

/** What was done in a place of the scoreboard by the children that had it before, slot by slot. */
final class Carried {

  static final Carried NOTHING = new Carried(0);

  private final long[] accesses;
  private final long[] bytes;
  private final long[] nanos;
  private final @Nullable RequestInfo[] requests;

  Carried(int size) {
    accesses = new long[size];
    bytes = new long[size];
    nanos = new long[size];
    requests = new RequestInfo[size];
  }

  void set(int slot, long sumAccesses, long sumBytes, long sumNanos, @Nullable RequestInfo latest) {
    accesses[slot] = sumAccesses;
    bytes[slot] = sumBytes;
    nanos[slot] = sumNanos;
    requests[slot] = latest;
  }

  /** The same for another number of slots: what slots did that are no more is the last one's. */
  Carried resized(int size) {
    if (size >= accesses.length) {
      return this;
    }
    Carried smaller = new Carried(size);
    for (int slot = 0; slot < accesses.length; slot++) {
      int to = Math.min(slot, size - 1);
      smaller.set(
          to,
          smaller.accesses[to] + accesses[slot],
          smaller.bytes[to] + bytes[slot],
          smaller.nanos[to] + nanos[slot],
          requests[slot]);
    }
    return smaller;
  }

  long accesses(int slot) {
    return slot < accesses.length ? accesses[slot] : 0;
  }

  long bytes(int slot) {
    return slot < bytes.length ? bytes[slot] : 0;
  }

  long nanos(int slot) {
    return slot < nanos.length ? nanos[slot] : 0;
  }

  @Nullable RequestInfo request(int slot) {
    return slot < requests.length ? requests[slot] : null;
  }
}
