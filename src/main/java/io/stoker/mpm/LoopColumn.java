package io.stoker.mpm;

import io.stoker.api.Hit;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop accounts for in one row of the scoreboard. The loop is the only writer, so
 * that a request costs no atomic operation; whoever reads adds up the columns.
 */
final class LoopColumn {

  // For each slot.
  private static final int ACCESSES = 0;
  private static final int BYTES = 1;
  private static final int NANOS = 2;
  private static final int LATEST_NANOS = 3;
  private static final int LATEST_END = 4;
  private static final int STRIDE = 5;

  // For all of the row.
  private static final int KEEP_ALIVE = 0;
  private static final int WRITING = 1;

  private final long[] slots;
  private final long[] connections = new long[2];
  private final @Nullable Glimpse[] glimpses;

  LoopColumn(int size) {
    slots = new long[size * STRIDE];
    glimpses = new Glimpse[size];
  }

  // ---- the loop ----

  /** A request has been answered whose worker had that slot. */
  void served(int slot, long bytes, long nanos, long endNanos) {
    int at = slot * STRIDE;
    Longs.add(slots, at + ACCESSES, 1);
    Longs.add(slots, at + BYTES, bytes);
    Longs.add(slots, at + NANOS, nanos);
    Longs.set(slots, at + LATEST_NANOS, nanos);
    Longs.set(slots, at + LATEST_END, endNanos);
  }

  /** Records a request for those who look, with ExtendedStatus. */
  void glimpse(int slot, Hit hit, String virtualHost) {
    Glimpse latest = glimpses[slot];
    if (latest == null) {
      latest = new Glimpse();
      glimpses[slot] = latest; // a reader may miss it for a while
    }
    latest.write(hit, virtualHost);
  }

  void keepAlive(int more) {
    Longs.add(connections, KEEP_ALIVE, more);
  }

  void writing(int more) {
    Longs.add(connections, WRITING, more);
  }

  // ---- who looks ----

  long accesses(int slot) {
    return Longs.get(slots, slot * STRIDE + ACCESSES);
  }

  long bytes(int slot) {
    return Longs.get(slots, slot * STRIDE + BYTES);
  }

  long nanos(int slot) {
    return Longs.get(slots, slot * STRIDE + NANOS);
  }

  long latestNanos(int slot) {
    return Longs.get(slots, slot * STRIDE + LATEST_NANOS);
  }

  long latestEnd(int slot) {
    return Longs.get(slots, slot * STRIDE + LATEST_END);
  }

  Glimpse.@Nullable Seen glimpse(int slot) {
    Glimpse latest = glimpses[slot];
    return latest == null ? null : latest.read();
  }

  long keepAlive() {
    return Longs.get(connections, KEEP_ALIVE);
  }

  long writing() {
    return Longs.get(connections, WRITING);
  }
}
