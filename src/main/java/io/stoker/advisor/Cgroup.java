package io.stoker.advisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory limit that the kernel's control groups set for this process: of version 2, or of
 * version 1 where the memory controller is mounted so. A group above may be tighter.
 *
 * <p>Source: Linux documentation, "Control Group v2" (memory.max, memory.current) and "Memory
 * Resource Controller" (memory.limit_in_bytes).
 */
final class Cgroup {

  /** Version 1 writes the greatest number of pages where there is no limit. */
  private static final long NO_LIMIT = 1L << 60;

  private final Path root;

  /** What is below that root, {@code /} but in tests. */
  Cgroup(Path root) {
    this.root = root;
  }

  /** Bytes; empty where there is no limit, or no control group. */
  OptionalLong limit() {
    return files("memory.max", "memory.limit_in_bytes").stream()
        .mapToLong(Cgroup::number)
        .filter(bytes -> bytes > 0 && bytes < NO_LIMIT)
        .min();
  }

  /** Bytes that count against the limit now; empty where there is no control group. */
  OptionalLong used() {
    return files("memory.current", "memory.usage_in_bytes").stream()
        .mapToLong(Cgroup::number)
        .filter(bytes -> bytes > 0)
        .findFirst();
  }

  /** A file of the process's own group, and of those above it. */
  private List<Path> files(String version2, String version1) {
    List<Path> found = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        upwards(root.resolve("sys/fs/cgroup"), parts[2], version2, found);
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        upwards(root.resolve("sys/fs/cgroup/memory"), parts[2], version1, found);
      }
    }
    return found;
  }

  /** In a container the path may be one of the host's: then what is mounted is the group itself. */
  private static void upwards(Path mount, String path, String name, List<Path> found) {
    @Nullable Path group = mount.resolve(path.replaceFirst("^/+", "")).normalize();
    while (group != null && group.startsWith(mount)) {
      Path file = group.resolve(name);
      if (Files.isReadable(file)) {
        found.add(file);
      }
      group = group.getParent();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long number(Path file) {
    List<String> lines = lines(file);
    String text = lines.isEmpty() ? "" : lines.getFirst().strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // "max", or more than a long holds
    }
  }
}
