package io.stoker.advisor;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a server's meters once a second, and keeps an hour of samples and the peaks since the
 * configuration in force was taken. It reads what others count: no request is the slower for it.
 */
final class Recorder {

  /** Seconds of a sample. */
  static final int STEP = 10;

  /** Samples of an hour. */
  private static final int KEPT = 3600 / STEP;

  private final Supplier<Reading> meters;
  private final LongSupplier resident;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private Peaks peaks = Peaks.NONE;
  private @Nullable Reading last;
  private @Nullable Reading first;
  private long pausesBefore;
  private int busy;
  private int connections;
  private int spawned;
  private int seconds;

  /**
   * A recorder that has seen nothing.
   *
   * @param meters the server's
   * @param resident bytes of memory of the process; 0 where unknown
   */
  Recorder(Supplier<Reading> meters, LongSupplier resident) {
    this.meters = meters;
    this.resident = resident;
  }

  /** A second has passed. */
  synchronized void tick() {
    Reading now = meters.get();
    Reading before = last == null ? now : last;
    int started = now.mpmGeneration() == before.mpmGeneration() ? startedSince(before, now) : 0;
    boolean isOther = last == null || now.configuration() != before.configuration();
    last = now;
    first = first == null ? now : first;
    busy = Math.max(busy, now.busy());
    connections = Math.max(connections, now.connections());
    spawned = Math.max(spawned, started);
    if (isOther) {
      peaks = Peaks.NONE;
      pausesBefore = now.pauses();
    }
    peaks =
        peaks.and(
            now.busy(),
            now.maxWorkers() > 0 && now.busy() >= now.maxWorkers(),
            now.connections(),
            started);
    if (++seconds == STEP) {
      keep(now, first);
      first = now;
      seconds = 0;
      busy = 0;
      connections = 0;
      spawned = 0;
    }
  }

  /** Those that take the place of others after a reload are no burst; they are left out before. */
  private static int startedSince(Reading before, Reading now) {
    return (int) (now.childrenStarted() - before.childrenStarted());
  }

  private void keep(Reading now, Reading since) {
    double passed = Math.max(1, now.at().toEpochMilli() - since.at().toEpochMilli()) / 1000.0;
    double cores = (now.cpuSeconds() - since.cpuSeconds()) / passed;
    peaks = peaks.cores(cores);
    samples.addLast(
        new Sample(
            now.at().getEpochSecond(),
            busy,
            connections,
            now.keepAlive(),
            now.children(),
            spawned,
            now.totals().accesses() - since.totals().accesses(),
            now.plans().hits() - since.plans().hits(),
            now.reused() - since.reused(),
            cores,
            resident.getAsLong()));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  /** What is known now. */
  synchronized Measures measures() {
    Reading now = meters.get();
    return new Measures(
        now.uptimeSeconds(),
        now.totals(),
        now.reused(),
        now.keptSlots(),
        now.slots(),
        now.plans(),
        now.cold(),
        now.logs(),
        now.childrenStarted(),
        now.childrenEnded(),
        now.pauses() - pausesBefore,
        peaks,
        List.copyOf(samples));
  }
}
