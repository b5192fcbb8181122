package harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** System calls a request, counted by strace over a known number of requests. */
final class Calls {

  static final String PART = "calls";

  /**
   * What a server does at its start only, such as writing its history, is over by then; seconds.
   */
  private static final int LEAST_WARM_UP = 20;

  private final Bench bench;
  private final Path strace = Programs.find("strace");

  Calls(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    if (strace == null) {
      System.err.println("*** LEFT OUT: system calls: no strace: apt-get install strace");
      return;
    }
    List<Scene> scenes = bench.options.quick() ? List.of(Scene.PLAIN) : Scene.settings();
    for (Scene scene : scenes) {
      bench.samples.begin(PART, scene.name());
      for (Peer peer : bench.peers) {
        if (peer.knows(scene)) {
          measure(peer, scene);
        }
      }
      bench.samples.save();
    }
  }

  private void measure(Peer peer, Scene scene) throws Exception {
    int requests = bench.options.quick() ? 5_000 : 20_000;
    try (Daemon d = bench.start(peer, scene)) {
      int warmUp = bench.options.warmUp();
      int seconds = bench.options.quick() ? warmUp : Math.max(warmUp, LEAST_WARM_UP);
      bench.wrk.run(d.address(), scene.host(), scene.path(), List.of(), seconds);
      String request = Http.request("GET", scene.path(), scene.host(), List.of());
      Map<String, Long> calls;
      try (Client client = new Client(d.address(), Wrk.CONNECTIONS, request, false)) {
        calls = traced(d, () -> client.runCount(requests));
      }
      double sum = 0;
      for (Map.Entry<String, Long> call : calls.entrySet()) {
        double each = (double) call.getValue() / requests;
        sum += each;
        if (each >= 0.005) {
          bench.samples.add(PART, scene.name(), 0, d.name, 0, call.getKey(), each);
        }
      }
      bench.samples.add(PART, scene.name(), 0, d.name, 0, "all", sum);
      bench.say("%-28s %-14s %6.2f system calls a request", scene.name(), d.name, sum);
    }
  }

  private interface Load {
    void run() throws IOException;
  }

  /** What all processes of the server called meanwhile. */
  private Map<String, Long> traced(Daemon d, Load load) throws Exception {
    Path table = d.folder.resolve("strace");
    List<String> command =
        new ArrayList<>(List.of(strace.toString(), "-f", "-c", "-o", table.toString()));
    for (long pid : d.pids()) {
      command.add("-p");
      command.add(Long.toString(pid));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(d.folder.resolve("strace.output").toFile())
            .start();
    try {
      awaitTraced(d, process);
      load.run();
    } finally {
      // SIGINT, so that it writes its table; destroy() would be SIGTERM, which does, too.
      process.destroy();
      process.waitFor();
    }
    Map<String, Long> calls = new LinkedHashMap<>();
    for (String line : Files.readAllLines(table, StandardCharsets.UTF_8)) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 5
          && words[0].matches("[0-9.]+")
          && !words[words.length - 1].equals("total")) {
        calls.put(words[words.length - 1], Long.parseLong(words[3]));
      }
    }
    return calls;
  }

  private static void awaitTraced(Daemon d, Process strace) throws Exception {
    for (int tries = 0; tries < 5_000 && strace.isAlive(); tries++) {
      boolean all = true;
      for (long pid : d.pids()) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
          for (Path thread : threads.toList()) {
            all &= isTraced(thread);
          }
        }
      }
      if (all) {
        return;
      }
      Thread.sleep(2);
    }
    throw new IOException(
        "strace cannot attach to "
            + d.name
            + ": "
            + Files.readString(d.folder.resolve("strace.output")));
  }

  private static boolean isTraced(Path thread) {
    try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
      return lines.noneMatch(l -> l.matches("TracerPid:\\s+0"));
    } catch (IOException e) {
      return true; // It ended.
    }
  }
}
