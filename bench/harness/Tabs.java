package harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What people who look at the console cost those who visit the sites. */
final class Tabs {

  static final String PART = "console";
  static final int TABS = 10;

  private final Bench bench;

  Tabs(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    bench.samples.begin(PART, PART);
    for (Peer peer : bench.peers) {
      if (peer instanceof Stoker stoker) {
        measure(stoker);
        bench.samples.save();
      }
    }
  }

  /** One server, with and without open tabs by turns. */
  private void measure(Stoker stoker) throws Exception {
    Path folder = bench.newFolder(stoker);
    OpenConsole.enroll(folder, stoker.build());
    int console = Programs.freePort();
    try (Daemon d = stoker.start(Scene.PLAIN, bench.site, folder, console).awaitAnswer()) {
      OpenConsole.await(console);
      // What the first looks cost, until their code is compiled, is not counted.
      try (OpenConsole open = OpenConsole.open(console, TABS)) {
        load(d, bench.options.warmUp());
      }
      for (int round = 0; round < bench.options.rounds(); round++) {
        for (int tabs : Bench.turned(List.of(0, TABS), round)) {
          turn(d, console, tabs, round);
        }
      }
    }
  }

  private void turn(Daemon d, int console, int tabs, int round) throws Exception {
    try (OpenConsole open = OpenConsole.open(console, tabs)) {
      d.emptyLog();
      long before = open.shown();
      Wrk.Result result = load(d, bench.options.seconds());
      if (open.shown() - before < (long) tabs * (bench.options.seconds() - 1)) {
        throw new IOException("the console's tabs were not shown a sample each second");
      }
      bench.samples.add(PART, PART, tabs, d.name, round, "requests/s", result.perSecond());
      bench.say(
          "console round %d  %-14s %2d tabs %9.0f/s", round + 1, d.name, tabs, result.perSecond());
    }
  }

  private Wrk.Result load(Daemon d, int seconds) throws Exception {
    return bench.wrk.run(d.address(), d.scene.host(), d.scene.path(), List.of(), seconds);
  }
}
