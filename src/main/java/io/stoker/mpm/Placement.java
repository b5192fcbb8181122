package io.stoker.mpm;

import io.stoker.api.MpmSettings;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which child a connection is given to, and whether there is room for another one. Takes no lock:
 * it is asked on the event loops, and told there of everything that was given back.
 */
final class Placement {

  private static final Child[] NONE = new Child[0];

  /** Who starts and ends children. */
  interface Crew {
    /** The child has been given its last connection and is to be replaced. */
    void limitReached(Child child);

    /** The child retires and has nothing left to do. */
    void done(Child child);
  }

  private final Permits permits;
  private final Executor threads;
  private final LongSupplier clock;
  private final MpmLog log;
  private final Crew crew;
  private final Door door = new Door(this::hasRoom);
  private final LongAdder pauses = new LongAdder();
  private volatile Child[] active = NONE;
  private volatile MpmSettings settings = MpmSettings.DEFAULT;
  private volatile Policy policy = Policy.of(MpmSettings.Kind.EVENT);
  private volatile boolean isExtended;
  private volatile boolean isStopping;

  /**
   * Without children.
   *
   * @param permits MaxRequestWorkers
   * @param threads gives each piece of work a thread of its own
   */
  Placement(Permits permits, Executor threads, LongSupplier clock, MpmLog log, Crew crew) {
    this.permits = permits;
    this.threads = threads;
    this.clock = clock;
    this.log = log;
    this.crew = crew;
  }

  Permits permits() {
    return permits;
  }

  Executor threads() {
    return threads;
  }

  LongSupplier clock() {
    return clock;
  }

  boolean isExtended() {
    return isExtended;
  }

  // ---- by who starts and ends children ----

  void configure(MpmSettings sized, boolean extended) {
    settings = sized;
    policy = Policy.of(sized.kind());
    isExtended = extended;
    isStopping = false;
    permits.limit(sized.maxRequestWorkers());
  }

  /** The children that take connections. */
  void active(Child[] children) {
    active = children;
  }

  void whenRoom(Runnable open) {
    door.whenOpened(open);
  }

  /** Nobody is told any more that there is room or none. */
  void stop() {
    isStopping = true;
  }

  // ---- connections come ----

  /** A place in the child with the most idle slots; null where there is no room. */
  @Nullable Seat seat() {
    while (true) {
      Child best = roomiest();
      if (best == null) {
        return null;
      }
      Seat seat = policy.seat(this, best);
      if (seat != null) {
        return seat;
      }
    }
  }

  private @Nullable Child roomiest() {
    Policy now = policy;
    MpmSettings sized = settings;
    Child best = null;
    int most = 0;
    for (Child child : active) {
      int room = child.isActive() ? now.room(child, permits, sized) : 0;
      boolean better = room > most || (room == most && isLessCrowded(child, best));
      if (room > 0 && better) {
        best = child;
        most = room;
      }
    }
    return best;
  }

  /** Children that are equal take turns. */
  private static boolean isLessCrowded(Child child, @Nullable Child other) {
    if (other == null) {
      return false;
    }
    int more = child.connections() - other.connections();
    return more < 0 || (more == 0 && child.accepted() < other.accepted());
  }

  /** Counts a connection in for a child; false when it takes none any more. */
  boolean take(Child child) {
    Child.Taken taken = child.take();
    if (taken == Child.Taken.NO) {
      freed(child);
      return false;
    }
    if (taken == Child.Taken.LAST) {
      log.write(new MpmMessages(settings.kind()).limitReached());
      crew.limitReached(child);
    }
    return true;
  }

  boolean hasRoom() {
    return roomiest() != null;
  }

  /** As {@link Children#shutIfFull}. */
  boolean shutIfFull() {
    Door.State state = door.shutIfFull();
    if (state == Door.State.SHUT_NOW && !isStopping) {
      pauses.increment();
      log.write(new MpmMessages(settings.kind()).pausing(), sum(Child::connections));
    }
    return state != Door.State.OPEN;
  }

  /** Something that a connection or a request held was given back. */
  void freed(Child child) {
    if (child.isRetiring() && child.endIfDone()) {
      crew.done(child);
    }
    openIfRoom();
  }

  void openIfRoom() {
    door.openIfRoom(this::tellOpened);
  }

  private void tellOpened() {
    if (!isStopping) {
      int all = sum(Child::connections);
      int closing = all - sum(Child::lively);
      log.write(new MpmMessages(settings.kind()).resuming(), all, closing, idle());
    }
  }

  // ---- connections move between children ----

  /** A child that takes over a connection, with what the connection needs there; or null. */
  @Nullable Child takeOver(Seat seat) {
    while (true) {
      Child to = roomiestFor(seat);
      if (to == null) {
        return null;
      }
      if (to.takeOver()) {
        if (seat.reserve(to)) {
          return to;
        }
        to.gaveUp();
        freed(to);
      }
    }
  }

  /** Whether no child has room for the connection, and none is about to be started. */
  boolean isTooMany(Seat seat) {
    boolean all = sum(child -> child.isActive() ? 1 : 0) >= settings.maxServers();
    return isStopping || (all && roomiestFor(seat) == null);
  }

  private @Nullable Child roomiestFor(Seat seat) {
    Child best = null;
    for (Child child : active) {
      boolean fits = child.isActive() && seat.fits(child);
      if (fits && (best == null || isBetter(child, best))) {
        best = child;
      }
    }
    return best;
  }

  private static boolean isBetter(Child child, Child other) {
    int more = child.idle() - other.idle();
    return more > 0 || (more == 0 && isLessCrowded(child, other));
  }

  // ---- how it stands ----

  long pauses() {
    return pauses.sum();
  }

  int count() {
    return active.length;
  }

  /** Idle workers of the active children; with prefork that is idle children. */
  int idle() {
    return sum(Child::idle);
  }

  private interface Count {
    int of(Child child);
  }

  private int sum(Count count) {
    int sum = 0;
    for (Child child : active) {
      sum += count.of(child);
    }
    return sum;
  }
}
