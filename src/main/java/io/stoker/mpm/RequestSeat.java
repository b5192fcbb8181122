package io.stoker.mpm;

/** A connection under mpm_event: it has a worker slot while a request is worked on, else none. */
final class RequestSeat extends Seat {

  RequestSeat(Placement placement, Child child) {
    super(placement, child);
  }

  @Override
  void settled() {}

  @Override
  public void execute(Work work) {
    woken();
    child().pool().execute(work);
    arrived(); // not before: it must not look idle in between
  }

  @Override
  void waits() {}

  @Override
  void counted() {}

  @Override
  void lingers() {}

  @Override
  void left() {}

  @Override
  public long accessesAtBegin() {
    return served() + 1;
  }

  /** Spread over the slots, since no worker was needed. */
  @Override
  int home() {
    return Math.floorMod(loop(), child().pool().size());
  }

  @Override
  boolean fits(Child other) {
    return true;
  }

  @Override
  boolean reserve(Child other) {
    return true;
  }

  @Override
  void moved(Child from, Child to) {}
}
