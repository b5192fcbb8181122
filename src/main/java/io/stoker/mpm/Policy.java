package io.stoker.mpm;

import io.stoker.api.MpmSettings;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes the MPMs: when a child takes another connection, and what the connection holds
 * there. Stateless.
 */
sealed interface Policy {

  static Policy of(MpmSettings.Kind kind) {
    return kind == MpmSettings.Kind.EVENT ? new PerRequest() : new PerConnection();
  }

  /** How many idle slots a new connection would find; 0 when it is not to be taken. */
  int room(Child child, Permits permits, MpmSettings settings);

  /** A seat in the child, or null when somebody else was faster. */
  @Nullable Seat seat(Placement placement, Child child);

  /**
   * mpm_event: connections that wait or are being closed cost no slot. A child takes so many that
   * each idle slot has AsyncRequestWorkerFactor of them besides its own.
   *
   * <p>Source: httpd manual, "AsyncRequestWorkerFactor".
   */
  record PerRequest() implements Policy {

    @Override
    public int room(Child child, Permits permits, MpmSettings settings) {
      int idle = Math.min(child.idle(), permits.left());
      double most = child.pool().size() + idle * settings.asyncRequestWorkerFactor();
      return child.lively() < most ? idle : 0;
    }

    @Override
    public @Nullable Seat seat(Placement placement, Child child) {
      return placement.take(child) ? new RequestSeat(placement, child) : null;
    }
  }

  /** mpm_worker and mpm_prefork: a connection holds a slot as long as it lasts. */
  record PerConnection() implements Policy {

    @Override
    public int room(Child child, Permits permits, MpmSettings settings) {
      return Math.min(child.pool().free(), permits.left());
    }

    @Override
    public @Nullable Seat seat(Placement placement, Child child) {
      WorkerSlot slot = child.pool().take();
      if (slot == null) {
        return null;
      }
      if (!placement.take(child)) {
        child.pool().release(slot);
        return null;
      }
      return new ConnectionSeat(placement, child, slot);
    }
  }
}
