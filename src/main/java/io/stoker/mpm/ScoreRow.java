package io.stoker.mpm;

import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One child's row of the scoreboard. State and request of a slot are written by whoever holds the
 * slot; what was sent is written by the event loops, each in a {@link LoopColumn} of its own.
 * Nobody waits for anybody.
 */
final class ScoreRow {

  // For each slot, written by its holder.
  private static final int STATE = 0;
  private static final int SINCE = 1;
  private static final int CONNECTION_ACCESSES = 2;
  private static final int CONNECTION_BYTES = 3;

  /** Eight numbers are a cache line: slots do not disturb each other. */
  private static final int STRIDE = 8;

  private static final VarHandle REQUEST = MethodHandles.arrayElementVarHandle(RequestInfo[].class);

  private final int size;
  private final long[] slots;
  private final @Nullable RequestInfo[] requests;
  private final AtomicReferenceArray<@Nullable LoopColumn> columns;
  private final Carried carried;

  /**
   * A row without work.
   *
   * @param size slots
   * @param loops event loops
   * @param carried what was done in its slots before
   */
  ScoreRow(int size, int loops, Carried carried) {
    this.size = size;
    this.slots = new long[size * STRIDE];
    this.requests = new RequestInfo[size];
    this.columns = new AtomicReferenceArray<>(loops);
    this.carried = carried;
  }

  int size() {
    return size;
  }

  // ---- the holder of a slot ----

  void state(int slot, WorkerState state, long nanos) {
    Longs.set(slots, slot * STRIDE + SINCE, nanos);
    Longs.set(slots, slot * STRIDE + STATE, state.ordinal());
  }

  void connection(int slot, long accesses, long bytes) {
    Longs.set(slots, slot * STRIDE + CONNECTION_ACCESSES, accesses);
    Longs.set(slots, slot * STRIDE + CONNECTION_BYTES, bytes);
  }

  void request(int slot, RequestInfo info) {
    REQUEST.setRelease(requests, slot, info);
  }

  /** The same request, but another client's; nothing where none is recorded. */
  void client(int slot, InetAddress address) {
    RequestInfo info = (RequestInfo) REQUEST.getAcquire(requests, slot);
    if (info != null) {
      request(slot, info.of(address));
    }
  }

  WorkerState state(int slot) {
    return WorkerState.of((int) Longs.get(slots, slot * STRIDE + STATE));
  }

  // ---- an event loop ----

  /** The loop's own column, made when it is first asked for; on that loop. */
  LoopColumn column(int loop) {
    LoopColumn column = columns.get(loop);
    if (column == null) {
      column = new LoopColumn(size);
      columns.set(loop, column);
    }
    return column;
  }

  // ---- who looks ----

  private List<LoopColumn> columns() {
    List<LoopColumn> made = new ArrayList<>();
    for (int i = 0; i < columns.length(); i++) {
      LoopColumn column = columns.get(i);
      if (column != null) {
        made.add(column);
      }
    }
    return made;
  }

  long keepAlive() {
    return columns().stream().mapToLong(LoopColumn::keepAlive).sum();
  }

  long writing() {
    return columns().stream().mapToLong(LoopColumn::writing).sum();
  }

  /**
   * A slot as it is.
   *
   * @param now by {@link System#nanoTime}
   */
  WorkerStatus read(int slot, long now) {
    Sum sum = sum(slot);
    RequestInfo info = (RequestInfo) REQUEST.getAcquire(requests, slot);
    long since = Longs.get(slots, slot * STRIDE + SINCE);
    long latest = sum.latestNanos;
    Glimpse.Seen hit = sum.hit;
    WorkerState state = state(slot);
    if (hit != null && state != WorkerState.WRITING && hit.endNanos() - since > 0) {
      info = hit.info();
      since = hit.endNanos();
      latest = hit.nanos();
    }
    if (info == null) {
      info = carried.request(slot);
    }
    return new WorkerStatus(
        state,
        Longs.get(slots, slot * STRIDE + CONNECTION_ACCESSES),
        sum.accesses,
        carried.accesses(slot) + sum.accesses,
        Longs.get(slots, slot * STRIDE + CONNECTION_BYTES),
        sum.bytes,
        carried.bytes(slot) + sum.bytes,
        info == null ? 0 : Math.max(0, now - since),
        state == WorkerState.WRITING ? 0 : latest,
        carried.nanos(slot) + sum.nanos,
        info == null ? null : info.client(),
        info == null ? null : info.protocol(),
        info == null ? null : info.virtualHost(),
        info == null ? null : info.request(),
        info == null || info.times() == null ? Map.of() : info.times().nanos());
  }

  private Sum sum(int slot) {
    Sum sum = new Sum();
    for (LoopColumn column : columns()) {
      sum.add(column, slot);
    }
    return sum;
  }

  /** What a slot's next child starts with. */
  Carried carry() {
    Carried next = new Carried(size);
    for (int slot = 0; slot < size; slot++) {
      WorkerStatus s = read(slot, 0);
      Sum sum = sum(slot);
      RequestInfo own = (RequestInfo) REQUEST.getAcquire(requests, slot);
      RequestInfo info = sum.hit != null ? sum.hit.info() : own;
      next.set(
          slot,
          s.accesses(),
          s.bytes(),
          s.durationNanos(),
          info == null ? carried.request(slot) : info);
    }
    return next;
  }

  /** The columns of a slot added up. */
  private static final class Sum {
    private long accesses;
    private long bytes;
    private long nanos;
    private long latestEnd;
    private long latestNanos;
    private Glimpse.@Nullable Seen hit;

    void add(LoopColumn column, int slot) {
      if (column.accesses(slot) == 0) {
        return;
      }
      boolean isLatest = accesses == 0 || column.latestEnd(slot) - latestEnd > 0;
      accesses += column.accesses(slot);
      bytes += column.bytes(slot);
      nanos += column.nanos(slot);
      if (isLatest) {
        latestEnd = column.latestEnd(slot);
        latestNanos = column.latestNanos(slot);
      }
      Glimpse.Seen seen = column.glimpse(slot);
      if (seen != null && (hit == null || seen.endNanos() - hit.endNanos() > 0)) {
        hit = seen;
      }
    }
  }
}
