package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What all parts share: the servers, the files, the client, the figures. */
final class Bench {

  final Options options;
  final List<Peer> peers;
  final Site site;
  final Wrk wrk;
  final Samples samples;
  private final Path work;
  private final long begin = System.nanoTime();
  private int started;

  Bench(Options options, Path work) throws IOException, InterruptedException {
    this.options = options;
    this.work = work;
    peers = Peers.chosen(options, work);
    site = Site.create(work, options.works().contains("100m"));
    wrk = new Wrk(work);
    Files.createDirectories(options.out());
    samples = new Samples(options.out().resolve("results.tsv"));
  }

  /** Starts it and waits for its first answer. */
  Daemon start(Peer peer, Scene scene) throws IOException, InterruptedException {
    return peer.start(scene, site, newFolder(peer)).awaitAnswer();
  }

  Path newFolder(Peer peer) throws IOException {
    return Files.createDirectories(work.resolve("run" + ++started + "-" + peer.name()));
  }

  /** One of each server that knows the scene. */
  List<Daemon> startAll(Scene scene) throws IOException, InterruptedException {
    List<Daemon> daemons = new ArrayList<>();
    try {
      for (Peer peer : peers) {
        if (peer.knows(scene)) {
          daemons.add(start(peer, scene));
        }
      }
      return daemons;
    } catch (IOException | InterruptedException | RuntimeException e) {
      daemons.forEach(Daemon::close);
      throw e;
    }
  }

  /** Another one begins in each round, and the direction changes. */
  static <T> List<T> turned(List<T> all, int round) {
    List<T> order = new ArrayList<>(all);
    java.util.Collections.rotate(order, round / 2);
    return round % 2 == 0 ? order : order.reversed();
  }

  /** A line about what was measured just now, with the seconds since the beginning. */
  void say(String format, Object... values) {
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    System.out.printf(Locale.ROOT, "%4d s  %s%n", seconds, format.formatted(values));
  }
}
