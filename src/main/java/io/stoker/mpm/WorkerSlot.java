package io.stoker.mpm;

import io.stoker.api.WorkerState;
import java.net.InetAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One worker slot of a child, and its line of the scoreboard: its holder writes there. */
public final class WorkerSlot {

  private final int index;
  private final ScoreRow row;
  private final LongSupplier clock;

  WorkerSlot(int index, ScoreRow row, LongSupplier clock) {
    this.index = index;
    this.row = row;
    this.clock = clock;
  }

  /** Its number within the child, from 0. */
  public int index() {
    return index;
  }

  /**
   * A request begins.
   *
   * @param info what ExtendedStatus records, or null where it is off
   * @param accesses requests of its connection, counted as the MPM counts them
   * @param bytes that its connection got before
   */
  public void begin(@Nullable RequestInfo info, long accesses, long bytes) {
    if (info != null) {
      row.request(index, info);
    }
    row.connection(index, accesses, bytes);
    state(WorkerState.WRITING);
  }

  /** The request that it has is of another client than was said first. */
  public void client(InetAddress address) {
    row.client(index, address);
  }

  void connection(long accesses, long bytes) {
    row.connection(index, accesses, bytes);
  }

  void state(WorkerState state) {
    row.state(index, state, clock.getAsLong());
  }
}
