package harness;

/** Time and CPU time from start to first answer. */
final class Start {

  static final String PART = "start";

  private final Bench bench;

  Start(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    bench.samples.begin(PART, "start");
    int rounds = bench.options.quick() ? 2 : bench.options.rounds();
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : Bench.turned(bench.peers, round)) {
        try (Daemon d = bench.start(peer, Scene.PLAIN)) {
          double millis = (System.nanoTime() - d.startedAt) / 1e6;
          double cpu = d.cpuMicros() / 1e3;
          bench.samples.add(PART, "start", 0, d.name, round, "ms", millis);
          bench.samples.add(PART, "start", 0, d.name, round, "cpu ms", cpu);
          bench.say("%-14s first answer after %5.0f ms, %5.0f ms of CPU", d.name, millis, cpu);
        }
      }
    }
    bench.samples.save();
  }
}
