package io.stoker.mpm;

import io.stoker.api.Hit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection's place in a child, and the door through which everything about the connection is
 * accounted. All but {@link #leave} is called on the connection's event loop, which makes it the
 * only writer of what it counts: a request that is answered there costs no lock and no atomic
 * operation.
 */
public abstract sealed class Seat permits RequestSeat, ConnectionSeat {

  private final Placement placement;
  private Child child;
  private int loop = -1;
  private @Nullable LoopColumn column;
  private @Nullable Occupant occupant;
  private long served;
  private long bytes;
  private boolean isArriving = true;
  private boolean isKept;
  private boolean isWriting;
  private boolean isClosing;
  private boolean hasLeft;

  Seat(Placement placement, Child child) {
    this.placement = placement;
    this.child = child;
  }

  // ---- the connection's life ----

  /**
   * The connection is on its event loop; to be called once, before anything else.
   *
   * @param number of the loop, from 0
   */
  public void settle(int number, Occupant connection) {
    loop = number;
    occupant = connection;
    column = child.row().column(number);
    child.add(connection);
    settled();
    if (child.isRetiring()) {
      connection.childRetires(); // it may not have been among those who were told
    }
  }

  /** What the MPM shows of a connection that has not sent anything. */
  abstract void settled();

  /** The first bytes have come, or there will be none: it counts as a connection, not as work. */
  public void arrived() {
    if (isArriving) {
      isArriving = false;
      child.arrived();
      placement.freed(child);
    }
  }

  /** The child that has it. */
  public Child child() {
    return child;
  }

  /** Has a worker of the child do {@code work}, now or when one is free. */
  public abstract void execute(Work work);

  /** The connection waits for another request. */
  public void keptAlive() {
    if (!isKept) {
      isKept = true;
      column().keepAlive(1);
      waits();
    }
  }

  abstract void waits();

  /** The wait is over. */
  public void woken() {
    if (isKept) {
      isKept = false;
      column().keepAlive(-1);
    }
  }

  /** Whether a reply is being written for which no worker is needed any more. */
  public void writing(boolean is) {
    if (isWriting != is) {
      isWriting = is;
      column().writing(is ? 1 : -1);
    }
  }

  /** The connection lingers until the client has closed it too. */
  public void closes() {
    if (!isClosing) {
      arrived();
      woken();
      isClosing = true;
      child.closing(1);
      lingers();
      placement.freed(child);
    }
  }

  abstract void lingers();

  /** The connection is closed. Calling it again does nothing. */
  public void leave() {
    if (hasLeft) {
      return;
    }
    hasLeft = true;
    arrived();
    if (column != null) {
      woken();
      writing(false);
    }
    if (isClosing) {
      child.closing(-1);
    }
    if (occupant != null) {
      child.remove(occupant);
    }
    left();
    child.gaveUp();
    placement.freed(child);
  }

  /** Gives back what the seat itself holds. */
  abstract void left();

  // ---- requests ----

  /** Whether ExtendedStatus wants to know about requests. */
  public boolean isExtended() {
    return placement.isExtended();
  }

  /** Requests of the connection as the MPM counts them when the next one begins. */
  public abstract long accessesAtBegin();

  /** Bytes that the connection got before. */
  public long bytesAtBegin() {
    return bytes;
  }

  /** Requests answered on this connection. */
  long served() {
    return served;
  }

  /**
   * A request has been answered, or given up.
   *
   * @param slot the worker's that had it; null where none ever did
   * @param sent bytes sent for it, head and all
   * @param nanos how long it took
   */
  public void served(@Nullable WorkerSlot slot, long sent, long nanos) {
    served++;
    bytes += sent;
    long end = placement.isExtended() ? placement.clock().getAsLong() : 0;
    column().served(slot == null ? home() : slot.index(), sent, nanos, end);
  }

  /**
   * A request has been answered on the event loop, without a worker.
   *
   * @param virtualHost name and port, made ready before
   */
  public void hit(Hit hit, String virtualHost) {
    served++;
    bytes += hit.wireOut();
    int slot = home();
    LoopColumn own = column();
    own.served(slot, hit.wireOut(), hit.endNanos() - hit.startNanos(), hit.endNanos());
    if (placement.isExtended()) {
      own.glimpse(slot, hit, virtualHost);
    }
    counted();
  }

  /** The connection has one request more behind it. */
  abstract void counted();

  /** The slot that requests count for which no worker had. */
  abstract int home();

  // ---- leaving a child that retires ----

  /** Whether the child retires, so that the connection should go elsewhere between requests. */
  public boolean isToMove() {
    return !hasLeft && child.isRetiring();
  }

  /**
   * Whether the connection is to be closed after the present reply: the child retires, and there
   * will be no room for it in another one.
   */
  public boolean isToEnd() {
    return isToMove() && placement.isTooMany(this);
  }

  /**
   * Goes over to a child that takes connections.
   *
   * @return false where there is none now: the connection stays, or ends if {@link #isToEnd}
   */
  public boolean move() {
    if (hasLeft) {
      return false; // closed, and about to find out
    }
    Child from = child;
    Child to = placement.takeOver(this);
    if (to == null) {
      return false;
    }
    LoopColumn old = column();
    LoopColumn fresh = to.row().column(loop);
    if (isKept) {
      old.keepAlive(-1);
      fresh.keepAlive(1);
    }
    if (isArriving) {
      isArriving = false;
      from.arrived();
    }
    Occupant who = Objects.requireNonNull(occupant);
    to.add(who);
    from.remove(who);
    child = to;
    column = fresh;
    moved(from, to);
    from.gaveUp();
    placement.freed(from);
    return true;
  }

  /** Whether {@code other} has room for it. */
  abstract boolean fits(Child other);

  /** Takes what the seat holds in {@code other}; false when there is nothing any more. */
  abstract boolean reserve(Child other);

  /** Gives back what it held in the child it left. */
  abstract void moved(Child from, Child to);

  private LoopColumn column() {
    return Objects.requireNonNull(column, "settled");
  }

  int loop() {
    return loop;
  }
}
