package io.stoker.runtime;

import io.stoker.config.ConfigReport;
import io.stoker.files.Dependencies;
import io.stoker.files.Disk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the configuration files: asks the disk once a second the questions that the last load
 * asked, and when the answers differ and then stay the same for a while, has the configuration read
 * again.
 *
 * <p>Looking, instead of waiting for events, sees what events do not tell: a network file system,
 * and a Kubernetes ConfigMap, where the files never change and the link {@code ..data} above them
 * is turned to another directory.
 */
final class ConfigWatch {

  private final Disk disk;
  private final LongSupplier nanoClock;
  private final InstantSource clock;
  private final long quietNanos;
  private final Supplier<@Nullable ConfigReport> attempted;
  private final BooleanSupplier differs;
  private final Runnable reload;

  private @Nullable ConfigReport base;
  private Dependencies seen = Dependencies.NONE;
  private boolean pending;
  private long changedAt;

  /**
   * A watch that has not looked yet.
   *
   * @param quiet how long the files must stay as they are before they are read
   * @param attempted what was read last, whether it was accepted or not; null before the first
   * @param differs whether the files say something else than what was read last
   * @param reload has them read
   */
  ConfigWatch(
      Disk disk,
      LongSupplier nanoClock,
      InstantSource clock,
      Duration quiet,
      Supplier<@Nullable ConfigReport> attempted,
      BooleanSupplier differs,
      Runnable reload) {
    this.disk = disk;
    this.nanoClock = nanoClock;
    this.clock = clock;
    this.quietNanos = quiet.toNanos();
    this.attempted = attempted;
    this.differs = differs;
    this.reload = reload;
  }

  /** Looks; to be called once a second, by one thread. */
  void tick() {
    ConfigReport latest = attempted.get();
    if (latest == null) {
      return;
    }
    if (latest != base) {
      base = latest;
      seen = latest.dependencies();
      changedAt = nanoClock.getAsLong();
      // A file that had just been written could have been written again without a trace.
      pending = !seen.settled(clock.instant());
    }
    Dependencies now = latest.dependencies().lookAgain(disk);
    if (!now.equals(seen)) {
      seen = now;
      changedAt = nanoClock.getAsLong();
      pending = true;
    }
    if (pending && nanoClock.getAsLong() - changedAt >= quietNanos) {
      pending = false;
      if (differs.getAsBoolean()) {
        reload.run();
      }
    }
  }
}
