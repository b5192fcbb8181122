package io.stoker.mpm;

import io.stoker.api.ChildStatus;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.ProcessStatus;
import io.stoker.api.ScoreboardView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The children of the server: starts, retires and replaces them as the MPM says, and takes another
 * sizing while they work.
 *
 * <p>Giving a connection to a child, and everything that a connection does there, takes no lock.
 * What starts or ends children does, and may block: it runs on the thread that asks for it, or as a
 * chore.
 */
public final class Children implements ScoreboardView {

  private final int loops;
  private final Executor chores;
  private final LongSupplier clock;
  private final MpmLog log;
  private final long startedMicros;
  private final Placement placement;
  private final SpareControl spares;
  private final Scoreboard scoreboard;
  private final Traffic traffic;
  private final ReentrantLock change = new ReentrantLock();
  private final Condition ended = change.newCondition();
  private final List<Child> living = new ArrayList<>();
  private volatile @Nullable Generation current;
  private volatile long mpmGeneration = -1;
  private volatile long started;
  private volatile long gone;
  private volatile boolean stopping;

  /**
   * No children yet.
   *
   * @param loops most event loops that connections may be on
   * @param threads gives each piece of work a thread of its own
   * @param chores runs what may block, one after the other, in order
   * @param clock nanoseconds, as {@link System#nanoTime}
   * @param startedMicros the time now, microseconds since 1970
   */
  public Children(
      int loops,
      Executor threads,
      Executor chores,
      LongSupplier clock,
      long startedMicros,
      MpmLog log) {
    this.loops = loops;
    this.chores = chores;
    this.clock = clock;
    this.startedMicros = startedMicros;
    this.log = log;
    this.placement = new Placement(new Permits(0), threads, clock, log, new Calls());
    this.spares = new SpareControl(log);
    this.scoreboard = new Scoreboard(loops);
    this.traffic = new Traffic(loops);
  }

  /** Threads for {@link #Children}: virtual ones. */
  public static Executor virtualThreads() {
    var factory = Thread.ofVirtual().name("worker-", 0).factory();
    return work -> factory.newThread(work).start();
  }

  /** The most event loops that connections may be on. */
  public int loops() {
    return loops;
  }

  /** What was answered, by virtual host. */
  public Traffic traffic() {
    return traffic;
  }

  // ---- connections are given to children ----

  /**
   * A place for a connection that was accepted, in the child with the most idle slots.
   *
   * @return null where there is no room: the connection has to wait
   */
  public @Nullable Seat seat() {
    return placement.seat();
  }

  /** To be asked after each connection that was accepted: whether no more must be accepted. */
  public boolean shutIfFull() {
    return placement.shutIfFull();
  }

  /**
   * What to do when there is room again after {@link #shutIfFull} said that there is none; runs on
   * any thread.
   */
  public void whenRoom(Runnable open) {
    placement.whenRoom(open);
  }

  // ---- children start and end ----

  /** Children that were started for a configuration and take no connections yet. */
  public final class Prepared {
    private final Generation generation;
    private final List<Child> fresh;

    private Prepared(Generation generation, List<Child> fresh) {
      this.generation = generation;
      this.fresh = fresh;
    }

    /** They take the place of those that there are, which finish what they have. */
    public void activate() {
      replaceBy(this);
    }

    /** The configuration was refused: they end. */
    public void discard() {
      fresh.forEach(child -> retire(child, false));
    }
  }

  /**
   * Starts children for a configuration: StartServers, or as many as there are. They become useful
   * with {@link Prepared#activate}; until then nothing has changed.
   *
   * @throws ChildStartException when not even one can be started
   */
  public Prepared prepare(Generation next) throws ChildStartException {
    change.lock();
    try {
      MpmSettings sized = next.settings();
      int count = Math.min(Math.max(sized.startServers(), placement.count()), sized.maxServers());
      List<Child> fresh = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Child child = start(next, mpmGeneration + 1);
        if (child == null && fresh.isEmpty()) {
          throw new ChildStartException("no child could be started");
        }
        if (child != null) {
          fresh.add(child);
        }
      }
      return new Prepared(next, fresh);
    } finally {
      change.unlock();
    }
  }

  /** As prepare and activate. */
  public void restart(Generation next) throws ChildStartException {
    prepare(next).activate();
  }

  private void replaceBy(Prepared prepared) {
    List<Child> old;
    change.lock();
    try {
      old = List.copyOf(living);
      stopping = false; // a server whose start failed may be started again
      configure(prepared.generation);
      if (mpmGeneration >= 0) {
        spares.restarted();
      }
      mpmGeneration++;
      prepared.fresh.forEach(this::begin);
    } finally {
      change.unlock();
    }
    old.forEach(child -> retire(child, false));
    placement.openIfRoom();
  }

  private void configure(Generation generation) {
    current = generation;
    placement.configure(generation.settings(), generation.isExtended());
  }

  /** A child that takes no connections yet; null when a module refused. */
  private @Nullable Child start(Generation generation, long number) {
    int place = scoreboard.freePlace();
    ScoreRow row = scoreboard.row(place, generation.settings().threadsPerChild());
    ModuleState modules = new ModuleState(generation, log);
    Child child =
        new Child(
            place, number, generation.settings().maxConnectionsPerChild(), row, modules, placement);
    scoreboard.occupy(child);
    return child.start(clock.getAsLong()) ? child : null;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void begin(Child child) {
    child.activate();
    living.add(child);
    started++;
    findActive();
    tell(say().started(), child);
  }

  private void startMore(int count) {
    for (int i = 0; i < count; i++) {
      Child child = start(generation(), mpmGeneration);
      if (child != null) {
        begin(child);
      }
    }
  }

  private void findActive() {
    placement.active(living.stream().filter(Child::isActive).toArray(Child[]::new));
  }

  /** Has a child take no more connections and finish what it has; from any thread. */
  private void retire(Child child, boolean replace) {
    if (child.retire(clock.getAsLong())) {
      chores.execute(() -> retired(child, replace));
    }
  }

  /**
   * Has a child take no more connections and finish what it has, and starts another one instead.
   *
   * @param place its place in the scoreboard
   * @return false where no child is that takes connections
   */
  public boolean replace(int place) {
    Child found = null;
    change.lock();
    try {
      for (Child child : living) {
        found = child.slot() == place && child.isActive() ? child : found;
      }
    } finally {
      change.unlock();
    }
    if (found != null) {
      retire(found, true);
    }
    return found != null;
  }

  private void retired(Child child, boolean replace) {
    change.lock();
    try {
      findActive();
      if (current != null) {
        tell(say().quiescing(), child);
        if (replace && !stopping && placement.count() < settings().maxServers()) {
          startMore(1);
        }
      }
    } finally {
      change.unlock();
    }
    child.tellOccupants();
    placement.freed(child);
  }

  /** What becomes of a child is decided on event loops, and done as a chore. */
  private final class Calls implements Placement.Crew {

    @Override
    public void limitReached(Child child) {
      retire(child, true);
    }

    @Override
    public void done(Child child) {
      chores.execute(() -> end(child));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void end(Child child) {
    child.exit(clock.getAsLong());
    change.lock();
    try {
      gone += living.remove(child) ? 1 : 0;
      if (current != null) {
        tell(say().stopped(), child, child.accepted());
      }
      ended.signalAll();
    } finally {
      change.unlock();
    }
  }

  private MpmMessages say() {
    return new MpmMessages(settings().kind());
  }

  private void tell(LogMessage message, Child child, Object... more) {
    List<Object> args = new ArrayList<>();
    args.add(child.slot());
    args.add(child.generation());
    args.add(placement.count());
    args.add(settings().maxServers());
    args.add(living.size());
    args.addAll(List.of(more));
    log.write(message, args.toArray());
  }

  // ---- the number of children follows the load ----

  /** A second has passed: starts or retires children, and ends those whose time is up. */
  public void tick() {
    change.lock();
    try {
      if (current == null || stopping) {
        return;
      }
      SpareControl.Census census =
          new SpareControl.Census(placement.idle(), placement.count(), living.size());
      SpareControl.Decision decision = spares.next(settings(), census);
      startMore(decision.start());
      retireIdlest(decision.retire());
      attendToRetiring();
    } finally {
      change.unlock();
    }
    placement.openIfRoom();
  }

  private void retireIdlest(int count) {
    List<Child> idlest =
        living.stream()
            .filter(Child::isActive)
            .sorted(
                Comparator.comparingInt(Child::idle)
                    .thenComparing(Comparator.comparingInt(Child::connections).reversed())
                    .thenComparingInt(Child::slot)
                    .reversed())
            .limit(count)
            .toList();
    idlest.forEach(child -> retire(child, false));
  }

  /**
   * Tells connections again that found no other child at first, and cuts off those whose time is
   * up: GracefulShutdownTimeout holds for a child, too.
   */
  private void attendToRetiring() {
    Duration grace = settings().gracefulShutdownTimeout();
    long now = clock.getAsLong();
    for (Child child : List.copyOf(living)) {
      if (child.isRetiring()) {
        child.tellOccupants();
        if (!grace.isZero() && now - child.retiredAt() >= grace.toNanos()) {
          child.cutOff();
        }
      }
    }
  }

  /**
   * Takes another sizing at once. Children stay as they are where they can; those that are too many
   * finish what they have.
   *
   * @throws ChildStartException when other children are needed and cannot be started; nothing has
   *     changed then
   */
  public void resize(MpmSettings other) throws ChildStartException {
    MpmSettings before = settings();
    if (other.kind() != before.kind() || other.threadsPerChild() != before.threadsPerChild()) {
      restart(generation().sized(other));
      return;
    }
    change.lock();
    try {
      configure(generation().sized(other));
      living.forEach(child -> child.connectionLimit(other.maxConnectionsPerChild()));
      retireIdlest(Math.max(0, placement.count() - other.maxServers()));
      List.copyOf(living).stream().filter(Child::isAtLimit).forEach(child -> retire(child, true));
    } finally {
      change.unlock();
    }
    placement.openIfRoom();
  }

  /**
   * Retires all children and replaces none. Connections are not given to anybody any more; those
   * that there are end as they come to their end.
   */
  public void stop() {
    change.lock();
    try {
      stopping = true;
      placement.stop();
      List.copyOf(living).forEach(child -> retire(child, false));
    } finally {
      change.unlock();
    }
  }

  /** Waits until all children are gone; false when that took too long. */
  public boolean awaitEnd(Duration bound) throws InterruptedException {
    long left = bound.toNanos();
    change.lock();
    try {
      while (!living.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = ended.awaitNanos(left);
      }
      return true;
    } finally {
      change.unlock();
    }
  }

  // ---- who looks ----

  /** Worker slots in use, or held by connections where the MPM has it so. */
  public int busy() {
    return placement.permits().used();
  }

  private Generation generation() {
    return Objects.requireNonNull(current, "no children were started");
  }

  /** Children that were started ever. */
  public long started() {
    return started;
  }

  /** How often accepting stopped since there was no room for another connection. */
  public long pauses() {
    return placement.pauses();
  }

  /** Children that have ended. */
  public long ended() {
    return gone;
  }

  @Override
  public MpmSettings settings() {
    Generation now = current;
    return now == null ? MpmSettings.DEFAULT : now.settings();
  }

  @Override
  public boolean isExtended() {
    return placement.isExtended();
  }

  @Override
  public List<ChildStatus> places() {
    return scoreboard.view(settings(), clock.getAsLong());
  }

  @Override
  public Totals totals() {
    return scoreboard.totals();
  }

  @Override
  public ProcessStatus process() {
    ProcessTimes times = ProcessTimes.now();
    Generation now = current;
    return new ProcessStatus(
        ProcessHandle.current().pid(),
        startedMicros,
        now == null ? 0 : now.number(),
        Math.max(0, mpmGeneration),
        ProcessTimes.loads(),
        times.user(),
        times.system(),
        times.childrenUser(),
        times.childrenSystem());
  }
}
