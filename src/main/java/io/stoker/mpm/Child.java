package io.stoker.mpm;

import io.stoker.api.ChildContext;
import io.stoker.api.ChildStatus;
import io.stoker.api.Key;
import io.stoker.api.LogMessage;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to httpd, without being one: some worker slots, the connections it was given,
 * what modules keep per child, and a life that ends when all of that has come to its end.
 */
public final class Child implements ChildContext {

  /** Where it is in its life. */
  enum Life {
    STARTING,
    ACTIVE,
    /** Takes no more connections and finishes what it has. */
    RETIRING,
    GONE
  }

  private final int place;
  private final long number;
  private final ScoreRow row;
  private final WorkerPool pool;
  private final ModuleState modules;
  private final MemoryAccount memory = new MemoryAccount();
  private final AtomicReference<Life> life = new AtomicReference<>(Life.STARTING);
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger closing = new AtomicInteger();
  private final AtomicInteger arriving = new AtomicInteger();
  private final Set<Occupant> occupants = ConcurrentHashMap.newKeySet();
  private volatile int connectionLimit;
  private volatile long startedAt;
  private volatile long retiredAt;

  /**
   * A child in the making.
   *
   * @param place in the scoreboard
   * @param number of the MPM's generation
   * @param connectionLimit MaxConnectionsPerChild
   * @param placement who is told what is free again
   */
  Child(
      int place,
      long number,
      int connectionLimit,
      ScoreRow row,
      ModuleState modules,
      Placement placement) {
    this.place = place;
    this.number = number;
    this.connectionLimit = connectionLimit;
    this.row = row;
    this.modules = modules;
    this.pool =
        new WorkerPool(
            row,
            placement.permits(),
            placement.threads(),
            placement.clock(),
            this::isRetiring,
            () -> placement.freed(this));
  }

  // ---- its life ----

  /** Runs child_init; false when it failed and there is no child. */
  boolean start(long now) {
    startedAt = now;
    all(WorkerState.STARTING, now);
    if (!modules.begin(this)) {
      life.set(Life.GONE);
      all(WorkerState.DEAD, now);
      return false;
    }
    all(WorkerState.READY, now);
    return true;
  }

  private void all(WorkerState state, long now) {
    for (int slot = 0; slot < row.size(); slot++) {
      row.state(slot, state, now);
    }
  }

  /** Takes connections from now on. */
  void activate() {
    life.compareAndSet(Life.STARTING, Life.ACTIVE);
  }

  /** Takes no more connections; false if it did not take any. */
  boolean retire(long now) {
    Life before = life.getAndUpdate(l -> l == Life.GONE ? l : Life.RETIRING);
    if (before == Life.ACTIVE || before == Life.STARTING) {
      retiredAt = now;
      return true;
    }
    return false;
  }

  /** Tells its connections that it retires. */
  void tellOccupants() {
    occupants.forEach(Occupant::childRetires);
  }

  void cutOff() {
    occupants.forEach(Occupant::cutOff);
  }

  /** Ends it if it retires and nothing is left to do; true once. */
  boolean endIfDone() {
    return life.get() == Life.RETIRING
        && connections.get() == 0
        && pool.busy() == 0
        && pool.waiting() == 0
        && life.compareAndSet(Life.RETIRING, Life.GONE);
  }

  /** Runs child_exit; may block. */
  void exit(long now) {
    modules.end(this);
    all(WorkerState.DEAD, now);
  }

  boolean isActive() {
    return life.get() == Life.ACTIVE;
  }

  /** Whether it takes no more connections and finishes what it has. */
  public boolean isRetiring() {
    return life.get() == Life.RETIRING;
  }

  boolean isGone() {
    return life.get() == Life.GONE;
  }

  /** When it was retired, by the clock of the children. */
  long retiredAt() {
    return retiredAt;
  }

  // ---- its connections ----

  /** Whether a new connection was taken. */
  enum Taken {
    NO,
    YES,
    /** The last one that MaxConnectionsPerChild allows. */
    LAST
  }

  /** Makes room for a new connection. */
  Taken take() {
    connections.incrementAndGet();
    int limit = connectionLimit;
    int n = accepted.get();
    while (isActive() && (limit <= 0 || n < limit)) {
      if (accepted.compareAndSet(n, n + 1)) {
        arriving.incrementAndGet();
        return n + 1 == limit ? Taken.LAST : Taken.YES;
      }
      n = accepted.get();
    }
    connections.decrementAndGet();
    return Taken.NO;
  }

  /** Another MaxConnectionsPerChild. */
  void connectionLimit(int value) {
    connectionLimit = value;
  }

  /** Whether it was given all connections that MaxConnectionsPerChild allows it. */
  boolean isAtLimit() {
    int limit = connectionLimit;
    return limit > 0 && accepted.get() >= limit;
  }

  /** Makes room for a connection that another child gives up; it was counted there. */
  boolean takeOver() {
    connections.incrementAndGet();
    if (isActive()) {
      return true;
    }
    connections.decrementAndGet();
    return false;
  }

  void gaveUp() {
    connections.decrementAndGet();
  }

  void arrived() {
    arriving.decrementAndGet();
  }

  void closing(int more) {
    closing.addAndGet(more);
  }

  void add(Occupant occupant) {
    occupants.add(occupant);
  }

  void remove(Occupant occupant) {
    occupants.remove(occupant);
  }

  /** Connections that would be told that it retires. */
  int occupants() {
    return occupants.size();
  }

  /** Connections it was given since it started. */
  int accepted() {
    return accepted.get();
  }

  int connections() {
    return connections.get();
  }

  /** Connections that are open and not being closed. */
  int lively() {
    return connections.get() - closing.get();
  }

  /** Slots that neither have work nor are about to: what a new connection may count on. */
  int idle() {
    return Math.max(0, pool.free() - pool.waiting() - arriving.get());
  }

  // ---- what it has ----

  @Override
  public int slot() {
    return place;
  }

  @Override
  public long generation() {
    return number;
  }

  WorkerPool pool() {
    return pool;
  }

  ScoreRow row() {
    return row;
  }

  /** What is held in memory for it. */
  public MemoryAccount memory() {
    return memory;
  }

  /** How many things modules keep in it. */
  int moduleValues() {
    return modules.size();
  }

  @Override
  public <T> @Nullable T get(Key<T> key) {
    return modules.get(key);
  }

  @Override
  public <T> void put(Key<T> key, T value) {
    modules.put(key, value);
  }

  @Override
  public void log(LogMessage message, Object... args) {
    modules.log(null, message, args);
  }

  @Override
  public void log(Throwable cause, LogMessage message, Object... args) {
    modules.log(cause, message, args);
  }

  // ---- who looks ----

  ChildStatus status(long now) {
    Life state = life.get();
    List<WorkerStatus> workers = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      workers.add(row.read(i, now));
    }
    int all = connections.get();
    int keepAlive = (int) row.keepAlive();
    int writing = (int) row.writing();
    int lingering = closing.get();
    int served = pool.busy() + pool.waiting();
    return new ChildStatus(
        place,
        number,
        state != Life.GONE,
        state == Life.RETIRING,
        state == Life.ACTIVE,
        all,
        Math.max(0, all - keepAlive - writing - lingering - served),
        writing,
        keepAlive,
        lingering,
        state == Life.GONE ? 0 : now - startedAt,
        accepted.get(),
        workers);
  }
}
