package io.stoker.advisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The machine, or the container, that a site is served on.
 *
 * @param memory bytes of the machine; 0 where unknown
 * @param available bytes that programs could still have; 0 where unknown
 * @param limit bytes that a control group lets the process have; 0 for no limit
 * @param resident bytes of the server's process; 0 where it does not run, or that is unknown
 * @param swapped bytes of it that were moved to swap
 * @param cpus that the JVM may use
 * @param backlog net.core.somaxconn: connections that may wait, whatever is asked for; 0 unknown
 * @param queueOverflows connections that found the queue of any listener of the machine full
 * @param jvm the server's memory settings
 * @param system the operating system
 * @param mounts file systems, the deepest path first
 * @param today for what has an end
 */
public record Machine(
    long memory,
    long available,
    long limit,
    long resident,
    long swapped,
    int cpus,
    int backlog,
    long queueOverflows,
    Jvm jvm,
    OperatingSystem system,
    List<Mount> mounts,
    LocalDate today) {

  /**
   * The memory that the server's JVM takes at most for what it keeps.
   *
   * @param heap bytes
   * @param direct bytes of buffers outside of the heap
   * @param feature the version of Java: 25
   */
  public record Jvm(long heap, long direct, int feature, String version) {

    /**
     * Besides heap and buffers: code, classes, stacks, what the JVM keeps for itself. The launcher
     * leaves 30 % of a container for it, which a soak has shown to be enough in 256 MB.
     */
    public static final long OVERHEAD = 72L << 20;

    /** Parts of a limit that the launcher gives to heap and buffers, in percent. */
    public static final int HEAP_PERCENT = 45;

    public static final int DIRECT_PERCENT = 25;

    /** What the process may come to. */
    public long total() {
      return heap + direct + OVERHEAD;
    }
  }

  /**
   * The operating system, as {@code /etc/os-release} and the kernel name it.
   *
   * @param name as people know it: {@code Debian GNU/Linux 13 (trixie)}
   * @param id {@code debian}
   * @param version {@code 13}; empty where it has none
   * @param supportEnd when its makers end their support, where they say so
   * @param kernel {@code 6.12.5-amd64}
   */
  public record OperatingSystem(
      String name, String id, String version, @Nullable LocalDate supportEnd, String kernel) {}

  /** A mounted file system. */
  public record Mount(String path, String type) {

    private static final List<String> NETWORK =
        List.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "ceph",
            "glusterfs",
            "fuse.glusterfs",
            "afs",
            "9p",
            "fuse.sshfs",
            "lustre",
            "gfs2",
            "ocfs2");

    /** Whether its files are on another machine. */
    public boolean isNetwork() {
      return NETWORK.contains(type);
    }
  }

  /** What the process may have: the control group's limit, or all of the machine. */
  public long bound() {
    return limit > 0 ? limit : memory;
  }

  /** The same without what was counted before. */
  Machine overflowsSince(long before) {
    return new Machine(
        memory,
        available,
        limit,
        resident,
        swapped,
        cpus,
        backlog,
        Math.max(0, queueOverflows - before),
        jvm,
        system,
        mounts,
        today);
  }

  /** The file system that a path is on; null where unknown. */
  public @Nullable Mount mountOf(String path) {
    return mounts.stream()
        .filter(
            m -> m.path().equals("/") || path.equals(m.path()) || path.startsWith(m.path() + "/"))
        .findFirst()
        .orElse(null);
  }

  /**
   * Reads what the kernel tells of this process and its machine.
   *
   * @param root {@code /}, but in tests
   */
  public static Machine read(Path root, Jvm jvm, int cpus, LocalDate today) {
    Map<String, Long> memory = kilobytes(root.resolve("proc/meminfo"));
    Map<String, Long> self = kilobytes(root.resolve("proc/self/status"));
    OptionalLong limit = new Cgroup(root).limit();
    long all = memory.getOrDefault("MemTotal", 0L);
    return new Machine(
        all,
        memory.getOrDefault("MemAvailable", 0L),
        limit.isPresent() && (all == 0 || limit.getAsLong() < all) ? limit.getAsLong() : 0,
        self.getOrDefault("VmRSS", 0L),
        self.getOrDefault("VmSwap", 0L),
        cpus,
        (int) number(first(root.resolve("proc/sys/net/core/somaxconn"))),
        overflows(root),
        jvm,
        system(root),
        mounts(root.resolve("proc/self/mounts")),
        today);
  }

  /** Bytes of memory that this process has; 0 where unknown. */
  static long resident(Path root) {
    return kilobytes(root.resolve("proc/self/status")).getOrDefault("VmRSS", 0L);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String first(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? "" : lines.getFirst().strip();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Lines such as {@code MemTotal: 16314884 kB}, in bytes. */
  private static Map<String, Long> kilobytes(Path file) {
    Map<String, Long> all = new HashMap<>();
    for (String line : lines(file)) {
      if (line.endsWith(" kB")) {
        String[] words = line.split(":?\\s+");
        all.put(words[0], number(words[1]) << 10);
      }
    }
    return all;
  }

  /** Two lines for each group: the names, and the numbers under them. */
  static long overflows(Path root) {
    List<String> lines = lines(root.resolve("proc/net/netstat"));
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith("TcpExt:") && lines.get(i).contains("ListenOverflows")) {
        int at = List.of(lines.get(i).split("\\s+")).indexOf("ListenOverflows");
        String[] numbers = lines.get(i + 1).split("\\s+");
        return at < numbers.length ? number(numbers[at]) : 0;
      }
    }
    return 0;
  }

  private static OperatingSystem system(Path root) {
    Map<String, String> release = new HashMap<>();
    for (String line : lines(root.resolve("etc/os-release"))) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2) {
        release.put(parts[0], parts[1].replaceAll("^[\"']|[\"']$", ""));
      }
    }
    String kernel = first(root.resolve("proc/sys/kernel/osrelease"));
    return new OperatingSystem(
        release.getOrDefault("PRETTY_NAME", System.getProperty("os.name")),
        release.getOrDefault("ID", ""),
        release.getOrDefault("VERSION_ID", ""),
        date(release.get("SUPPORT_END")),
        kernel.isEmpty() ? System.getProperty("os.version") : kernel);
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    return text != null && text.matches("\\d{4}-\\d\\d-\\d\\d") ? LocalDate.parse(text) : null;
  }

  private static List<Mount> mounts(Path file) {
    return lines(file).stream()
        .map(line -> line.split(" "))
        .filter(words -> words.length > 2)
        .map(words -> new Mount(words[1].replace("\\040", " "), words[2]))
        .sorted((a, b) -> Integer.compare(b.path().length(), a.path().length()))
        .toList();
  }
}
