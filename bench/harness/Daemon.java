package harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A server that was started here, with all its processes; ended when closed, by process id. */
final class Daemon implements AutoCloseable {

  private static final Set<Daemon> RUNNING = ConcurrentHashMap.newKeySet();

  final String name;
  final Scene scene;
  final int port;
  final Path folder;
  private final Path accessLog;
  private final Process process;
  final long startedAt;

  private Daemon(
      String name,
      Scene scene,
      int port,
      Path folder,
      Path accessLog,
      Process process,
      long startedAt) {
    this.name = name;
    this.scene = scene;
    this.port = port;
    this.folder = folder;
    this.accessLog = accessLog;
    this.process = process;
    this.startedAt = startedAt;
  }

  /** Starts it and does not wait. What it says goes to {@code folder/output}. */
  static Daemon start(
      String name,
      Scene scene,
      int port,
      Path folder,
      Path accessLog,
      Map<String, String> environment,
      List<String> command)
      throws IOException {
    List<String> pinned = new ArrayList<>(Cpus.prefix());
    pinned.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(environment);
    long now = System.nanoTime();
    Daemon daemon = new Daemon(name, scene, port, folder, accessLog, builder.start(), now);
    RUNNING.add(daemon);
    return daemon;
  }

  /** Whatever still runs when the whole ends early. */
  static void closeAll() {
    RUNNING.forEach(Daemon::close);
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Waits until it answers the scene's request; an error with its own words when it does not. */
  Daemon awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      if (!process.isAlive()) {
        throw new IOException(name + " ended: " + words());
      }
      try {
        if (Http.get(address(), scene.host(), scene.path()).status() == 200) {
          return this;
        }
      } catch (IOException e) {
        // not yet
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " does not answer " + scene.path() + ": " + words());
      }
      Thread.sleep(1);
    }
  }

  private String words() throws IOException {
    StringBuilder words = new StringBuilder(Files.readString(folder.resolve("output")));
    Path errors = folder.resolve("error.log");
    if (Files.exists(errors)) {
      words.append(Files.readString(errors));
    }
    return words.length() > 2000 ? words.substring(0, 2000) : words.toString();
  }

  /** The process that was started and all below it. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    pids.add(process.pid());
    process.descendants().forEach(p -> pids.add(p.pid()));
    return pids;
  }

  boolean isJvm() {
    return process.info().command().orElse("").endsWith("/java");
  }

  /** User and system time of all its processes so far, children that ended included, in µs. */
  long cpuMicros() {
    long ticks = 0;
    for (long pid : pids()) {
      try {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        for (int field = 11; field <= 14; field++) {
          ticks += Long.parseLong(fields[field]);
        }
      } catch (IOException e) {
        // It ended; its parent has its time.
      }
    }
    return ticks * 10_000; // USER_HZ is 100 on Linux
  }

  /** Memory of all its processes, shared pages counted once, in KiB. */
  long memoryKib() throws IOException {
    long sum = 0;
    for (long pid : pids()) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
        if (line.startsWith("Pss_Anon:")) {
          sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    return sum;
  }

  /** Lines that it has written to its access log since {@link #emptyLog}. */
  long logLines() throws IOException {
    long lines = 0;
    byte[] block = new byte[1 << 16];
    try (var in = Files.newInputStream(accessLog)) {
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        for (int i = 0; i < n; i++) {
          if (block[i] == '\n') {
            lines++;
          }
        }
      }
    }
    return lines;
  }

  boolean hasLog() {
    return accessLog != null;
  }

  /** Empties the log, so that a long run does not fill the disk; all servers append. */
  void emptyLog() throws IOException {
    if (accessLog != null && Files.exists(accessLog)) {
      try (var channel =
          java.nio.channels.FileChannel.open(accessLog, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }

  @Override
  public void close() {
    if (!RUNNING.remove(this)) {
      return;
    }
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    below.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }
}
