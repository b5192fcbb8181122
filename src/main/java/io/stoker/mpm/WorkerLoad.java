package io.stoker.mpm;

import io.stoker.api.ServerLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How busy the workers are, and what the system says of its load. */
public final class WorkerLoad implements ServerLoad {

  private static final Path LOADAVG = Path.of("/proc/loadavg");

  private final Supplier<@Nullable WorkerSlots> workers;

  /**
   * @param workers those of now; null before the server serves
   */
  public WorkerLoad(Supplier<@Nullable WorkerSlots> workers) {
    this.workers = workers;
  }

  @Override
  public int busy() {
    WorkerSlots now = workers.get();
    return now == null ? 0 : Math.min(now.busy(), now.limit());
  }

  @Override
  public int idle() {
    WorkerSlots now = workers.get();
    return now == null ? 0 : Math.max(0, now.limit() - now.busy());
  }

  @Override
  public double[] averages() {
    try {
      String[] words = Files.readString(LOADAVG).split(" ");
      return new double[] {
        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2])
      };
    } catch (IOException | RuntimeException e) {
      // No Linux: the platform knows of the last minute at best.
      double minute = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      return new double[] {Math.max(0, minute), 0, 0};
    }
  }
}
