package harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Memory of a connection that had its answer and waits for the next request. */
final class Idle {

  static final String PART = "idle";

  /** The heap is in memory from the beginning, so that only what is live in it counts. */
  private static final String TOUCHED = "-Xms256m -Xmx256m -XX:+AlwaysPreTouch";

  private final Bench bench;

  Idle(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    int connections = 10_000;
    bench.samples.begin(PART, "idle");
    Scene scene = Scene.PLAIN.keptIdle();
    for (Peer peer : bench.peers) {
      Peer touched =
          peer instanceof Stoker s
              ? new Stoker(s.name(), s.build(), (s.jvm() + " " + TOUCHED).strip(), s.log())
              : peer;
      try (Daemon d = bench.start(touched, scene)) {
        bench.wrk.run(d.address(), scene.host(), scene.path(), List.of(), bench.options.warmUp());
        String request = Http.request("GET", scene.path(), scene.host(), List.of());
        // What the first crowd costs once (code that is compiled, pages of libraries) is not its
        // own.
        new Client(d.address(), connections, request, false).close();
        double before = memoryKib(d);
        double each;
        try (Client client = new Client(d.address(), connections, request, false)) {
          each = (memoryKib(d) - before) / connections;
          client.checkOpen();
        }
        bench.samples.add(PART, "idle", connections, d.name, 0, "KiB/connection", each);
        bench.say("%-14s %6.2f KiB an idle connection, of %,d", d.name, each, connections);
      }
    }
    bench.samples.save();
  }

  /** Resident memory; of a JVM what is outside of the heap, and what is live in it. */
  private static double memoryKib(Daemon d) throws Exception {
    return d.isJvm() ? d.memoryKib() + liveHeapKib(d) : d.memoryKib();
  }

  /** Collects garbage and counts the rest. */
  private static double liveHeapKib(Daemon d) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd",
                Long.toString(d.pids().getFirst()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    for (String line : said.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words[0].equals("Total")) {
        return Long.parseLong(words[2]) / 1024.0;
      }
    }
    throw new IOException("jcmd: " + said.lines().findFirst().orElse("says nothing"));
  }
}
