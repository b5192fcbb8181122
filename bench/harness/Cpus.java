package harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything runs on two cores, the client too: on a larger machine it is tied to two. */
final class Cpus {

  static final int COUNT = Math.min(2, Runtime.getRuntime().availableProcessors());

  private Cpus() {}

  /** Words to put before a command. */
  static List<String> prefix() {
    if (Runtime.getRuntime().availableProcessors() <= COUNT) {
      return List.of();
    }
    return List.of("taskset", "-c", allowed());
  }

  /** The first two that this process may use. */
  private static String allowed() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Cpus_allowed_list:")) {
          List<String> cpus = new ArrayList<>();
          for (String range : line.substring(line.indexOf(':') + 1).strip().split(",")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int cpu = Integer.parseInt(ends[0]); cpu <= last && cpus.size() < COUNT; cpu++) {
              cpus.add(Integer.toString(cpu));
            }
          }
          return String.join(",", cpus);
        }
      }
    } catch (java.io.IOException e) {
      // the usual two
    }
    return "0,1";
  }
}
