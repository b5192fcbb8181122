package io.stoker.mpm;

import io.stoker.api.WorkerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection under mpm_worker or mpm_prefork: it keeps a worker slot from first to last. */
final class ConnectionSeat extends Seat {

  private WorkerSlot slot;
  private @Nullable WorkerSlot reserved;

  ConnectionSeat(Placement placement, Child child, WorkerSlot slot) {
    super(placement, child);
    this.slot = slot;
  }

  @Override
  void settled() {
    slot.connection(0, 0);
    slot.state(WorkerState.READING);
  }

  @Override
  public void execute(Work work) {
    arrived();
    woken();
    child().pool().runIn(slot, work);
  }

  @Override
  void waits() {
    slot.connection(served(), bytesAtBegin());
    slot.state(WorkerState.KEEPALIVE);
  }

  @Override
  void counted() {
    slot.connection(served(), bytesAtBegin());
  }

  @Override
  void lingers() {
    slot.connection(served(), bytesAtBegin());
    slot.state(WorkerState.CLOSING);
  }

  @Override
  void left() {
    slot.connection(0, 0);
    child().pool().release(slot);
  }

  @Override
  public long accessesAtBegin() {
    return served();
  }

  @Override
  int home() {
    return slot.index();
  }

  @Override
  boolean fits(Child other) {
    return other.pool().free() > 0;
  }

  @Override
  boolean reserve(Child other) {
    reserved = other.pool().takeWithout();
    return reserved != null;
  }

  /** The permit moves with it. */
  @Override
  void moved(Child from, Child to) {
    WorkerSlot old = slot;
    old.connection(0, 0);
    from.pool().releaseWithout(old);
    slot = Objects.requireNonNull(reserved);
    reserved = null;
    waits();
  }
}
