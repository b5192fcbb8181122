package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** report.md and its plots: what the figures say. */
final class Report {

  private static final String RATE = "requests/s";
  private static final String CPU = "cpu µs/request";

  private final Samples samples;
  private final Path out;
  private final StringBuilder text = new StringBuilder();

  Report(Samples samples, Path out) {
    this.samples = samples;
    this.out = out;
  }

  Path write() throws IOException {
    text.append("# Stoker beside Apache httpd, nginx and Caddy\n\n");
    text.append("Ratios are medians of the ratios of each round. ");
    text.append("Client and servers share ").append(Cpus.COUNT).append(" cores; wrk -t1 -c64, ");
    text.append("keep-alive, access logs on but where a name ends in -nolog.\n\n");
    works();
    calls();
    costs();
    idle();
    start();
    console();
    Path report = out.resolve("report.md");
    Files.writeString(report, text);
    return report;
  }

  private void works() throws IOException {
    Set<String> works = samples.subjects(Works.PART);
    works.forEach(this::work);
    if (!works.isEmpty()) {
      plotWorks("works.svg", "Requests a second, × nginx", works, RATE);
      plotWorks("cpu.svg", "CPU time a request, × nginx", works, CPU);
    }
  }

  private void work(String work) {
    table(
        Work.named(work).title(),
        "server",
        RATE,
        "× httpd",
        "× nginx",
        "× caddy",
        "CPU µs",
        "CPU × nginx",
        "p99 µs",
        "broken");
    for (String server : samples.servers(Works.PART, work)) {
      row(
          server,
          number("%,.0f", samples.median(Works.PART, work, 0, server, RATE)),
          ratio(work, RATE, server, "httpd"),
          ratio(work, RATE, server, "nginx"),
          ratio(work, RATE, server, "caddy"),
          number("%.2f", samples.median(Works.PART, work, 0, server, CPU)),
          ratio(work, CPU, server, "nginx"),
          number("%,.0f", samples.median(Works.PART, work, 0, server, "p99 µs")),
          number(
              "%.0f",
              samples.values(Works.PART, work, 0, server, "failed").stream()
                  .reduce(Double::sum)
                  .orElse(Double.NaN)));
    }
    text.append('\n');
  }

  private String ratio(String work, String metric, String server, String other) {
    return number("%.2f", samples.ratio(Works.PART, work, metric, 0, server, 0, other));
  }

  private void plotWorks(String file, String title, Set<String> works, String metric)
      throws IOException {
    List<Svg.Series> series = new ArrayList<>();
    for (String server : samples.servers(Works.PART)) {
      series.add(
          new Svg.Series(
              server,
              works.stream()
                  .map(w -> samples.ratio(Works.PART, w, metric, 0, server, 0, "nginx"))
                  .toList()));
    }
    Svg.bars(
        out.resolve(file), title, works.stream().map(w -> Work.named(w).title()).toList(), series);
    picture(title, file);
  }

  private void calls() throws IOException {
    Set<String> scenes = samples.subjects(Calls.PART);
    if (scenes.isEmpty()) {
      return;
    }
    Set<String> servers = samples.servers(Calls.PART);
    List<String> head = new ArrayList<>(List.of("10 KB"));
    head.addAll(servers);
    table("System calls a request", head.toArray(String[]::new));
    for (String scene : scenes) {
      List<String> cells = new ArrayList<>(List.of(scene));
      servers.forEach(
          s -> cells.add(number("%.2f", samples.median(Calls.PART, scene, 0, s, "all"))));
      row(cells.toArray(String[]::new));
    }
    text.append('\n');
    for (String server : servers) {
      text.append("- ").append(server).append(", ").append(scenes.iterator().next()).append(": ");
      text.append(String.join(", ", callsOf(scenes.iterator().next(), server))).append('\n');
    }
    text.append('\n');
    List<Svg.Series> series = new ArrayList<>();
    for (String server : servers) {
      series.add(
          new Svg.Series(
              server,
              scenes.stream()
                  .map(scene -> samples.median(Calls.PART, scene, 0, server, "all"))
                  .toList()));
    }
    Svg.bars(out.resolve("calls.svg"), "System calls a request", List.copyOf(scenes), series);
    picture("System calls a request", "calls.svg");
  }

  private List<String> callsOf(String scene, String server) {
    List<String> calls = new ArrayList<>();
    for (String call : samples.metrics(Calls.PART, scene, server)) {
      if (!call.equals("all")) {
        double each = samples.median(Calls.PART, scene, 0, server, call);
        calls.add(call + " " + number("%.2f", each));
      }
    }
    return calls;
  }

  private void costs() throws IOException {
    Set<String> subjects = new LinkedHashSet<>(samples.subjects(Costs.PART));
    List<String> curves =
        subjects.stream().filter(s -> samples.xs(Costs.PART, s).size() > 1).toList();
    for (String curve : curves) {
      curve(curve);
    }
    subjects.removeAll(curves);
    if (!subjects.isEmpty()) {
      settings(subjects);
    }
  }

  private void curve(String curve) throws IOException {
    List<Integer> xs = samples.xs(Costs.PART, curve).stream().sorted().toList();
    Set<String> servers = samples.servers(Costs.PART, curve);
    List<String> head = new ArrayList<>(List.of("CPU a request"));
    xs.forEach(x -> head.add(String.format(Locale.ROOT, "%,d", x)));
    table(capital(Scene.title(curve)), head.toArray(String[]::new));
    List<Svg.Series> series = new ArrayList<>();
    for (String server : servers) {
      List<Double> relative =
          xs.stream()
              .map(x -> samples.ratio(Costs.PART, curve, CPU, x, server, xs.getFirst(), server))
              .toList();
      series.add(new Svg.Series(server, relative));
      List<String> cells = new ArrayList<>(List.of(server));
      for (int i = 0; i < xs.size(); i++) {
        double micros = samples.median(Costs.PART, curve, xs.get(i), server, CPU);
        cells.add(number("%.2f", relative.get(i)) + " (" + number("%.1f µs", micros) + ")");
      }
      row(cells.toArray(String[]::new));
    }
    text.append('\n');
    String title = "CPU time a request relative to none: " + Scene.title(curve);
    Svg.lines(
        out.resolve("curve-" + curve + ".svg"),
        title,
        xs.stream().map(x -> "" + x).toList(),
        series);
    picture(title, "curve-" + curve + ".svg");
  }

  private void settings(Set<String> names) {
    Set<String> servers = new LinkedHashSet<>();
    names.forEach(n -> servers.addAll(samples.servers(Costs.PART, n)));
    List<String> head = new ArrayList<>(List.of("CPU a request relative to plain"));
    head.addAll(servers);
    table("Settings", head.toArray(String[]::new));
    for (String name : names) {
      List<String> cells = new ArrayList<>(List.of(name));
      for (String server : servers) {
        double relative =
            Samples.ratio(
                samples.values(Costs.PART, name, 0, server, CPU),
                samples.values(Costs.PART, Scene.PLAIN.name(), 0, server, CPU));
        cells.add(number("%.2f", relative));
      }
      row(cells.toArray(String[]::new));
    }
    text.append('\n');
  }

  private void console() {
    Set<String> servers = samples.servers(Tabs.PART);
    if (servers.isEmpty()) {
      return;
    }
    table(
        "Throughput while the console is open in " + Tabs.TABS + " tabs",
        "server",
        RATE + " without",
        "with",
        "× without");
    for (String server : servers) {
      row(
          server,
          number("%,.0f", samples.median(Tabs.PART, Tabs.PART, 0, server, RATE)),
          number("%,.0f", samples.median(Tabs.PART, Tabs.PART, Tabs.TABS, server, RATE)),
          number("%.3f", samples.ratio(Tabs.PART, Tabs.PART, RATE, Tabs.TABS, server, 0, server)));
    }
    text.append('\n');
  }

  private void idle() {
    Set<String> servers = samples.servers(Idle.PART);
    if (servers.isEmpty()) {
      return;
    }
    table("Memory of an idle keep-alive connection, of 10,000", "server", "KiB");
    for (String server : servers) {
      row(
          server,
          number("%.2f", samples.median(Idle.PART, "idle", 10_000, server, "KiB/connection")));
    }
    text.append('\n');
  }

  private void start() {
    Set<String> servers = samples.servers(Start.PART);
    if (servers.isEmpty()) {
      return;
    }
    table("From start to first answer", "server", "ms", "CPU ms");
    for (String server : servers) {
      row(
          server,
          number("%,.0f", samples.median(Start.PART, "start", 0, server, "ms")),
          number("%,.0f", samples.median(Start.PART, "start", 0, server, "cpu ms")));
    }
    text.append('\n');
  }

  private void table(String title, String... columns) {
    text.append("## ").append(title).append("\n\n");
    row(columns);
    text.append("| --- |").append(" ---: |".repeat(columns.length - 1)).append('\n');
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void picture(String title, String file) {
    text.append("![").append(title.replace("<", "\\<")).append("](").append(file).append(")\n\n");
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1).replace("<", "\\<");
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
