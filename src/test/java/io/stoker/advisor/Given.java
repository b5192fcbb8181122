package io.stoker.advisor;

import io.stoker.api.ScoreboardView;
import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.runtime.ColdFigures;
import io.stoker.runtime.LogFigures;
import io.stoker.runtime.PlanFigures;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A site as a test needs it: lines of a configuration, a machine, and what was measured. */
public final class Given {

  private static final String BASE =
      """
      ServerName www.example.com
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule log_config_module modules/mod_log_config.so
      """;

  private final Path folder;
  private String mpm = "event";
  private String lines = "";
  private boolean isRunning;

  // What was measured.
  public long uptime = 7200;
  public long requests;
  public long bytes;
  public long nanos;
  public long reused;
  public int keptSlots;
  public int slots = 75;
  public long hits;
  public Map<String, Long> refusals = Map.of();
  public long walks;
  public long walkNanos;
  public long negotiations;
  public Map<String, Long> indexes = Map.of();
  public long dropped;
  public long started = 3;
  public long ended;
  public long pauses;
  public Peaks peaks = Peaks.NONE;
  public List<Sample> samples = new ArrayList<>();

  // The machine.
  public long memory = 8L << 30;
  public long available = 4L << 30;
  public long limit;
  public long resident = 200L << 20;
  public long swapped;
  public int backlog = 4096;
  public long overflows;
  public Machine.Jvm jvm = new Machine.Jvm(256L << 20, 128L << 20, 25, "25.0.1");
  public Machine.OperatingSystem system =
      new Machine.OperatingSystem("Debian GNU/Linux 13 (trixie)", "debian", "13", null, "6.12.5");
  public List<Machine.Mount> mounts = List.of(new Machine.Mount("/", "ext4"));
  public LocalDate today = LocalDate.of(2026, 11, 26);

  private Given(Path folder) {
    this.folder = folder;
  }

  /** In an empty folder; the lines come after those that every site has. */
  public static Given site(Path folder, String lines) {
    Given given = new Given(folder);
    given.lines = lines;
    return given;
  }

  /** With another MPM than event. */
  public Given mpm(String word) {
    mpm = word;
    return this;
  }

  /** A server runs by it, which has measured something. */
  public Given running() {
    isRunning = true;
    return this;
  }

  /** A server runs by it that had so many requests, of which plans answered so many. */
  public Given served(long all, long fromPlans) {
    requests = all;
    hits = fromPlans;
    nanos = all * 100_000;
    walks = all - fromPlans;
    return running();
  }

  /** A walk took so many microseconds. */
  public Given walking(long micros) {
    walkNanos = walks * micros * 1000;
    return this;
  }

  /** The site; the configuration has to be right. */
  public Site site() {
    String load = "LoadModule mpm_%s_module modules/mod_mpm_%s.so\n".formatted(mpm, mpm);
    Path file = folder.resolve("httpd.conf");
    try {
      Files.createDirectories(folder.resolve("logs"));
      Files.writeString(file, load + BASE + lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LoadRequest request =
        LoadRequest.of(folder.toString(), "httpd.conf")
            .withEnvironment(Map.of())
            .withoutListen()
            .checking(false);
    LoadResult loaded = ConfigLoader.load(request);
    Configured configured =
        new Configured(
            loaded.orThrow(), new ServedConfiguration(loaded.orThrow(), loaded, request.modules()));
    return new Site(configured, machine(), isRunning ? measures() : null);
  }

  private Machine machine() {
    return new Machine(
        memory, available, limit, resident, swapped, 2, backlog, overflows, jvm, system, mounts,
        today);
  }

  private Measures measures() {
    return new Measures(
        uptime,
        new ScoreboardView.Totals(requests, bytes, nanos),
        reused,
        keptSlots,
        slots,
        new PlanFigures(hits, 10, 0, 0, refusals),
        new ColdFigures(walks, walkNanos, negotiations, indexes),
        new LogFigures(0, dropped),
        started,
        ended,
        pauses,
        peaks,
        List.copyOf(samples));
  }

  // ---- what a rule says of it ----

  /** An advice. */
  public Finding.Advice advised(Rule rule) {
    Finding found = rule.judge(site());
    if (found instanceof Finding.Advice advice) {
      return advice;
    }
    throw new AssertionError("no advice: " + found);
  }

  /** Nothing to change. */
  public Finding.Fine fine(Rule rule) {
    Finding found = rule.judge(site());
    if (found instanceof Finding.Fine fine) {
      return fine;
    }
    throw new AssertionError("not silent: " + found);
  }

  /** What it waits for. */
  public String waits(Rule rule) {
    Finding found = rule.judge(site());
    if (found instanceof Finding.Waiting(String forWhat)) {
      return forWhat;
    }
    throw new AssertionError("waits for nothing: " + found);
  }

  /** The evidence as lines of text. */
  public static List<String> evidence(Finding finding) {
    List<Evidence> all =
        switch (finding) {
          case Finding.Advice a -> a.evidence();
          case Finding.Fine f -> f.evidence();
          case Finding.Waiting w -> List.of();
        };
    return all.stream().map(e -> e.what() + ": " + e.value()).toList();
  }

  /** The changes as lines: file's name, lines, and what stands there then. */
  public static List<String> changes(Finding.Advice advice) {
    return advice.changes().stream()
        .map(
            c ->
                c.edits().stream()
                    .map(e -> ":" + e.line() + " " + String.join(" / ", e.after()))
                    .collect(Collectors.joining(" and ", Path.of(c.file()).getFileName() + "", "")))
        .toList();
  }

  /** A sample, ten seconds after the one with the number before. */
  public static Sample sample(int number, int busy, long resident) {
    return new Sample(
        1_800_000_000L + 10L * number, busy, 2 * busy, busy, 3, 0, 100, 90, 50, 0.5, resident);
  }
}
