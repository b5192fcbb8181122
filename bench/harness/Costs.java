package harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a request costs when the configuration grows. */
final class Costs {

  static final String PART = "costs";

  private final Bench bench;

  Costs(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    List<Peer> peers = new ArrayList<>(bench.peers);
    if (bench.options.quick()) {
      peers.removeIf(p -> p instanceof Nginx);
    }
    for (String cost : bench.options.costs()) {
      List<Scene> scenes =
          cost.equals("settings") ? Scene.settings() : Scene.curve(cost, bench.options.quick());
      scenes.stream().map(Scene::name).distinct().forEach(n -> bench.samples.begin(PART, n));
      for (Peer peer : peers) {
        if (peer.knows(scenes.getLast())) {
          measure(peer, scenes.stream().filter(peer::knows).toList());
          bench.samples.save();
        }
      }
    }
  }

  /** One server by itself: each scene is compared with the first of them, round by round. */
  private void measure(Peer peer, List<Scene> scenes) throws Exception {
    List<Daemon> daemons = new ArrayList<>();
    try {
      for (Scene scene : scenes) {
        daemons.add(bench.start(peer, scene));
      }
      for (Daemon d : daemons) {
        load(d, bench.options.warmUp());
      }
      int rounds = bench.options.quick() ? 1 : bench.options.rounds();
      for (int round = 0; round < rounds; round++) {
        for (Daemon d : Bench.turned(daemons, round)) {
          d.emptyLog();
          long before = d.cpuMicros();
          Wrk.Result result = load(d, bench.options.quick() ? 1 : 2);
          double cpu = (double) (d.cpuMicros() - before) / result.requests();
          Scene scene = d.scene;
          bench.samples.add(
              PART, scene.name(), scene.x(), d.name, round, "requests/s", result.perSecond());
          bench.samples.add(PART, scene.name(), scene.x(), d.name, round, "cpu µs/request", cpu);
          bench.say(
              "%s %d round %d  %-14s %9.0f/s  %7.2f µs CPU a request",
              scene.name(), scene.x(), round + 1, d.name, result.perSecond(), cpu);
        }
      }
    } finally {
      daemons.forEach(Daemon::close);
    }
  }

  private Wrk.Result load(Daemon d, int seconds) throws Exception {
    Wrk.Result result =
        bench.wrk.run(d.address(), d.scene.host(), d.scene.path(), List.of(), seconds);
    if (result.failed() * 1_000 > result.requests() || result.refused() > 0) {
      throw new IOException("%s, %s: %s".formatted(d.name, d.scene.name(), result));
    }
    return result;
  }
}
