package io.stoker.testing;

import io.stoker.api.Core;
import io.stoker.api.MpmSettings;
import io.stoker.config.Snapshot;
import io.stoker.mpm.ChildStartException;
import io.stoker.mpm.Children;
import io.stoker.mpm.Generation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Children for tests: their chores are done at once, and seconds pass only when told. */
public final class TestChildren {

  private TestChildren() {}

  /** Children that were not started: a scoreboard on which nothing is going on. */
  public static Children none() {
    return new Children(1, Runnable::run, Runnable::run, System::nanoTime, 0, (m, a) -> {});
  }

  /** Children that are not started yet, in threads and with a clock of the test's. */
  public static Children on(int loops, Executor threads, LongSupplier clock) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return new Children(loops, threads, Runnable::run, clock, now, (m, a) -> {});
  }

  /** Children in virtual threads, as a configuration sizes them. */
  public static Children running(Snapshot snapshot) {
    int loops = Runtime.getRuntime().availableProcessors();
    Children children = on(loops, Children.virtualThreads(), System::nanoTime);
    start(children, snapshot);
    return children;
  }

  /** One child with so many slots, in virtual threads, under mpm_event. */
  public static Children running(Snapshot snapshot, int slots) {
    int loops = Runtime.getRuntime().availableProcessors();
    Children children = on(loops, Children.virtualThreads(), System::nanoTime);
    start(children, snapshot, event(slots));
    return children;
  }

  /** Starts or restarts them as a configuration sizes them. */
  public static void start(Children children, Snapshot snapshot) {
    start(children, snapshot, snapshot.main().get(MpmSettings.SLOT));
  }

  /** Starts or restarts them with another sizing. */
  public static void start(Children children, Snapshot snapshot, MpmSettings sizes) {
    Boolean said = snapshot.main().get(Core.EXTENDED_STATUS);
    boolean extended = said == null ? snapshot.isLoaded("mod_status") : said;
    try {
      children.restart(
          new Generation(
              snapshot.generation(), sizes, extended, snapshot.main(), snapshot.modules()));
    } catch (ChildStartException e) {
      throw new IllegalStateException(e);
    }
  }

  /** mpm_event with one child of so many slots. */
  public static MpmSettings event(int slots) {
    return sized(MpmSettings.Kind.EVENT, 1, slots);
  }

  /** mpm_prefork with so many children. */
  public static MpmSettings prefork(int children) {
    return sized(MpmSettings.Kind.PREFORK, children, 1);
  }

  private static MpmSettings sized(MpmSettings.Kind kind, int children, int slots) {
    MpmSettings d = MpmSettings.DEFAULT;
    boolean isPrefork = kind == MpmSettings.Kind.PREFORK;
    return new MpmSettings(
        kind,
        children,
        children,
        slots,
        slots,
        children * slots,
        isPrefork ? 0 : 1,
        children * slots,
        d.asyncRequestWorkerFactor(),
        0,
        d.maxMemFree(),
        d.threadStackSize(),
        d.gracefulShutdownTimeout(),
        d.listenBacklog(),
        d.listenCoresBucketsRatio(),
        d.deferAccept(),
        d.sendBufferSize(),
        d.receiveBufferSize(),
        d.listen());
  }
}
