package io.stoker.mpm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU times of the process and the load of the system, from {@code /proc} (proc(5)) or, where there
 * is none, from what the JVM knows.
 *
 * @param user, system seconds of the process
 * @param childrenUser, childrenSystem seconds of programs that it started and that have ended
 */
record ProcessTimes(double user, double system, double childrenUser, double childrenSystem) {

  /** Ticks of a second in {@code /proc}; the same on every Linux. */
  private static final double TICKS = 100;

  /** Of {@code utime}, counted behind the program's name, which may hold anything. */
  private static final int UTIME = 11;

  private static final double NANOS = 1e9;
  private static final double UNKNOWN = -1;

  static ProcessTimes now() {
    try {
      return parse(read("/proc/self/stat"));
    } catch (IOException | RuntimeException e) {
      double all =
          ManagementFactory.getOperatingSystemMXBean()
                  instanceof com.sun.management.OperatingSystemMXBean sun
              ? Math.max(0, sun.getProcessCpuTime() / NANOS)
              : 0;
      return new ProcessTimes(all, 0, 0, 0);
    }
  }

  /** A line of {@code /proc/PID/stat}. */
  static ProcessTimes parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    return new ProcessTimes(
        Long.parseLong(fields[UTIME]) / TICKS,
        Long.parseLong(fields[UTIME + 1]) / TICKS,
        Long.parseLong(fields[UTIME + 2]) / TICKS,
        Long.parseLong(fields[UTIME + 3]) / TICKS);
  }

  /** Averages over 1, 5 and 15 minutes; negative where unknown. */
  static List<Double> loads() {
    try {
      List<Double> loads = new ArrayList<>();
      for (String word : List.of(read("/proc/loadavg").split(" ")).subList(0, 3)) {
        loads.add(Double.valueOf(word));
      }
      return List.copyOf(loads);
    } catch (IOException | RuntimeException e) {
      double one = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      return List.of(one, UNKNOWN, UNKNOWN);
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
  }
}
