package harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests a second and CPU time a request, all servers in turn, round by round. */
final class Works {

  static final String PART = "works";

  private static final int LARGE = 1 << 20;

  private final Bench bench;

  Works(Bench bench) {
    this.bench = bench;
  }

  void measure() throws Exception {
    List<Daemon> daemons = bench.startAll(Scene.PLAIN);
    try {
      for (String name : bench.options.works()) {
        Work work = Work.named(name);
        List<Daemon> able = daemons.stream().filter(d -> !isBeyond(d, work)).toList();
        measure(work, able, check(work, able));
        bench.samples.save();
      }
    } finally {
      daemons.forEach(Daemon::close);
    }
  }

  /** The bare Netty server holds everything in memory. */
  private static boolean isBeyond(Daemon daemon, Work work) {
    return daemon.name.equals("netty") && work.name().equals("100m");
  }

  private void measure(Work work, List<Daemon> daemons, long length) throws Exception {
    bench.samples.begin(PART, work.name());
    for (Daemon d : daemons) {
      load(work, d, length, bench.options.warmUp());
    }
    for (int round = 0; round < bench.options.rounds(); round++) {
      for (Daemon d : Bench.turned(daemons, round)) {
        d.emptyLog();
        long before = d.cpuMicros();
        Turn turn = load(work, d, length, bench.options.seconds());
        double cpu = (d.cpuMicros() - before) / turn.answers;
        bench.samples.add(PART, work.name(), 0, d.name, round, "requests/s", turn.perSecond);
        bench.samples.add(PART, work.name(), 0, d.name, round, "cpu µs/request", cpu);
        if (turn.failed > 0) {
          bench.samples.add(PART, work.name(), 0, d.name, round, "failed", turn.failed);
        }
        if (turn.p99 > 0) {
          bench.samples.add(PART, work.name(), 0, d.name, round, "p99 µs", turn.p99);
        }
        bench.say(
            "%-6s round %d  %-14s %9.0f/s  %7.2f µs CPU a request",
            work.name(), round + 1, d.name, turn.perSecond, cpu);
      }
    }
  }

  private record Turn(double answers, double perSecond, long p99, long failed) {}

  private Turn load(Work work, Daemon d, long length, int seconds) throws Exception {
    List<String> fields = work.fieldsFor(etag(work, d));
    if (work.method().equals("HEAD")) {
      String request = Http.request("HEAD", work.path(), d.scene.host(), fields);
      try (Client client = new Client(d.address(), Wrk.CONNECTIONS, request, true)) {
        Client.Result result = client.runFor(seconds);
        return new Turn(result.requests(), result.perSecond(), 0, 0);
      }
    }
    Wrk.Result result = bench.wrk.run(d.address(), d.scene.host(), work.path(), fields, seconds);
    long refused = work.status() >= 400 ? result.requests() : 0;
    // httpd closes a connection now and then, which is its right; the report tells.
    if (result.failed() * 1_000 > result.requests() || result.refused() != refused) {
      throw new IOException("%s, %s: %s".formatted(d.name, work.name(), result));
    }
    // Of large files few are answered whole in a turn: what has come of the others counts, too.
    double answers = length < LARGE ? result.requests() : result.bytes() / (double) length;
    return new Turn(answers, answers * 1e6 / result.micros(), result.p99(), result.failed());
  }

  private static String etag(Work work, Daemon d) throws IOException {
    return work.fields().stream().noneMatch(f -> f.contains("{etag}"))
        ? ""
        : Http.get(d.address(), d.scene.host(), work.path()).field("ETag");
  }

  /** All servers give the same status and the same bytes, of that length, and log it. */
  private static long check(Work work, List<Daemon> daemons) throws Exception {
    long length = 0;
    List<String> seen = new ArrayList<>();
    for (Daemon d : daemons) {
      d.emptyLog();
      List<String> fields = new ArrayList<>(work.fieldsFor(etag(work, d)));
      fields.add("Connection: close");
      Http.Answer answer =
          Http.ask(d.address(), Http.request(work.method(), work.path(), d.scene.host(), fields));
      if (answer.status() != work.status()) {
        throw new IOException(
            "%s answers %s with %d (expected: %d)"
                .formatted(d.name, work.path(), answer.status(), work.status()));
      }
      length = answer.length();
      String what = length + " bytes " + answer.digest();
      if (work.method().equals("HEAD")) {
        what += " of " + answer.field("Content-Length");
      }
      if (work.status() == 206) {
        what += " " + answer.field("Content-Range");
      }
      seen.add(what);
      if (!what.equals(seen.getFirst())) {
        throw new IOException(
            "%s: %s gives %s, %s gives %s"
                .formatted(work.name(), daemons.getFirst().name, seen.getFirst(), d.name, what));
      }
      if (d.hasLog()) {
        awaitLogLine(d);
      }
    }
    return length;
  }

  /** Some write their log a little later. */
  private static void awaitLogLine(Daemon d) throws Exception {
    for (int tries = 0; d.logLines() == 0; tries++) {
      if (tries == 1_000) {
        throw new IOException(d.name + " logs nothing");
      }
      Thread.sleep(1);
    }
  }
}
