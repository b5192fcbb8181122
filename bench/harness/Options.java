package harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param parts what to measure, of {@link #PARTS}
 * @param works names of {@link Work}
 * @param servers names of peers
 * @param stokers further builds of Stoker by name, each a distribution (folder or tar.gz)
 * @param jvms further Stokers by name, each the ordinary build with more JVM flags
 * @param rounds how often each server has its turn
 * @param seconds length of one turn
 * @param warmUp seconds that each server is under load before its first turn of a work
 */
record Options(
    Set<String> parts,
    Set<String> works,
    Set<String> servers,
    Set<String> costs,
    Path stoker,
    Map<String, Path> stokers,
    Map<String, String> jvms,
    int rounds,
    int seconds,
    int warmUp,
    boolean quick,
    Path out) {

  static final Set<String> PARTS =
      new LinkedHashSet<>(List.of("works", "calls", "costs", "idle", "start", "console"));

  static final String USAGE =
      """
      Usage: bench/run [options]

        --quick               all parts, shortened to less than three minutes
        --parts a,b           of: works calls costs idle start console (default: all)
        --works a,b           of: %s
                              (default: all but 100m)
        --costs a,b           of: settings vhosts sections htaccess rules (default: all)
        --servers a,b         of: stoker httpd nginx nginx-nocache caddy
                              and, when named: stoker-noaot stoker-nolog nginx-nolog netty
        --stoker PATH         the distribution, unpacked or not (default: target/stoker-*.tar.gz)
        --stoker NAME=PATH    another build of Stoker, measured beside the rest
        --jvm NAME=FLAGS      the same build with more JVM flags, measured beside the rest
        --rounds N            turns of each server (default 7)
        --seconds N           length of a turn (default 3)
        --warm-up N           seconds under load before the first turn (default 6)
        --out DIR             where results.tsv, report.md and plots go (default target/bench)
      """;

  static Options of(String[] args, Path project) {
    Set<String> parts = new LinkedHashSet<>(PARTS);
    Set<String> works = new LinkedHashSet<>(Work.USUAL);
    Set<String> costs = new LinkedHashSet<>(Scene.COSTS);
    Set<String> servers =
        new LinkedHashSet<>(List.of("stoker", "httpd", "nginx", "nginx-nocache", "caddy"));
    Path stoker = null;
    Map<String, Path> stokers = new LinkedHashMap<>();
    Map<String, String> jvms = new LinkedHashMap<>();
    boolean quick = false;
    int rounds = 0;
    int seconds = 0;
    int warmUp = 0;
    Path out = project.resolve("target/bench");
    for (int i = 0; i < args.length; i++) {
      String flag = args[i];
      if (flag.equals("--quick")) {
        quick = true;
        continue;
      }
      if (flag.equals("--help") || flag.equals("-h")) {
        throw new Usage(null);
      }
      if (i + 1 == args.length) {
        throw new Usage(flag + ": unknown, or without its value");
      }
      String value = args[++i];
      int named = value.indexOf('=');
      switch (flag) {
        case "--parts" -> parts = among(flag, value, PARTS);
        case "--works" -> works = among(flag, value, Work.names());
        case "--costs" -> costs = among(flag, value, Scene.COSTS);
        case "--servers" -> servers = among(flag, value, Peers.NAMES);
        case "--stoker" -> {
          if (named > 0) {
            stokers.put(value.substring(0, named), Path.of(value.substring(named + 1)));
          } else {
            stoker = Path.of(value);
          }
        }
        case "--jvm" -> {
          if (named <= 0) {
            throw new Usage("--jvm wants NAME=FLAGS");
          }
          jvms.put(value.substring(0, named), value.substring(named + 1));
        }
        case "--rounds" -> rounds = number(flag, value);
        case "--seconds" -> seconds = number(flag, value);
        case "--warm-up" -> warmUp = number(flag, value);
        case "--out" -> out = Path.of(value).toAbsolutePath();
        default -> throw new Usage(flag + ": unknown");
      }
    }
    if (quick && works.equals(new LinkedHashSet<>(Work.USUAL))) {
      works = new LinkedHashSet<>(List.of("100b", "10k", "1m"));
    }
    if (quick && costs.size() == Scene.COSTS.size()) {
      costs.remove("settings");
    }
    return new Options(
        parts,
        works,
        servers,
        costs,
        stoker != null ? stoker : Distribution.newest(project.resolve("target")),
        stokers,
        jvms,
        rounds > 0 ? rounds : quick ? 3 : 7,
        seconds > 0 ? seconds : quick ? 1 : 3,
        warmUp > 0 ? warmUp : quick ? 2 : 6,
        quick,
        out);
  }

  private static Set<String> among(String flag, String value, Iterable<String> known) {
    List<String> all = new ArrayList<>();
    known.forEach(all::add);
    Set<String> chosen = new LinkedHashSet<>(List.of(value.split(",")));
    for (String name : chosen) {
      if (!all.contains(name)) {
        throw new Usage("%s: %s is none of %s".formatted(flag, name, String.join(" ", all)));
      }
    }
    return chosen;
  }

  private static int number(String flag, String value) {
    try {
      int n = Integer.parseInt(value);
      if (n > 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new Usage("%s: %s (expected: a number above 0)".formatted(flag, value));
  }

  /** The command line is wrong, or asks for help (no message). */
  static final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Usage(String message) {
      super(message);
    }
  }
}
