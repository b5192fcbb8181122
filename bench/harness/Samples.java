package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every figure that was taken; kept in a file, so that parts can be measured one after another. */
final class Samples {

  /**
   * One figure.
   *
   * @param part works, calls, costs, idle, start or console
   * @param subject the work or scene
   * @param x how much of it
   * @param metric what was counted, with its unit
   */
  record Sample(
      String part, String subject, int x, String server, int round, String metric, double value) {

    private String line() {
      return String.join(
          "\t", part, subject, "" + x, server, "" + round, metric, Double.toString(value));
    }

    private static Sample of(String line) {
      String[] f = line.split("\t");
      return new Sample(
          f[0],
          f[1],
          Integer.parseInt(f[2]),
          f[3],
          Integer.parseInt(f[4]),
          f[5],
          Double.parseDouble(f[6]));
    }
  }

  private final Path file;
  private final List<Sample> all = new ArrayList<>();

  Samples(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().skip(1).map(Sample::of).forEach(all::add);
    }
  }

  /** What an earlier run found about it goes: figures of two runs are not compared. */
  void begin(String part, String subject) {
    all.removeIf(s -> s.part.equals(part) && s.subject.equals(subject));
  }

  void add(
      String part, String subject, int x, String server, int round, String metric, double value) {
    all.add(new Sample(part, subject, x, server, round, metric, value));
  }

  void save() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("part\tsubject\tx\tserver\tround\tmetric\tvalue");
    all.forEach(s -> lines.add(s.line()));
    Files.write(file, lines);
  }

  Set<String> subjects(String part) {
    Set<String> subjects = new LinkedHashSet<>();
    all.stream().filter(s -> s.part.equals(part)).forEach(s -> subjects.add(s.subject));
    return subjects;
  }

  Set<String> servers(String part) {
    Set<String> servers = new LinkedHashSet<>();
    all.stream().filter(s -> s.part.equals(part)).forEach(s -> servers.add(s.server));
    return servers;
  }

  Set<String> servers(String part, String subject) {
    Set<String> servers = new LinkedHashSet<>();
    all.stream()
        .filter(s -> s.part.equals(part) && s.subject.equals(subject))
        .forEach(s -> servers.add(s.server));
    return servers;
  }

  Set<String> metrics(String part, String subject, String server) {
    Set<String> metrics = new LinkedHashSet<>();
    all.stream()
        .filter(s -> s.part.equals(part) && s.subject.equals(subject) && s.server.equals(server))
        .forEach(s -> metrics.add(s.metric));
    return metrics;
  }

  Set<Integer> xs(String part, String subject) {
    Set<Integer> xs = new LinkedHashSet<>();
    all.stream()
        .filter(s -> s.part.equals(part) && s.subject.equals(subject))
        .forEach(s -> xs.add(s.x));
    return xs;
  }

  /** The figures of one server, by round. */
  List<Double> values(String part, String subject, int x, String server, String metric) {
    return all.stream()
        .filter(
            s ->
                s.part.equals(part)
                    && s.subject.equals(subject)
                    && s.x == x
                    && s.server.equals(server)
                    && s.metric.equals(metric))
        .map(Sample::value)
        .toList();
  }

  double median(String part, String subject, int x, String server, String metric) {
    return median(values(part, subject, x, server, metric));
  }

  /** The median of the ratios of each round, NaN where there is none. */
  double ratio(
      String part, String subject, String metric, int x, String server, int otherX, String other) {
    List<Double> mine = values(part, subject, x, server, metric);
    List<Double> theirs = values(part, subject, otherX, other, metric);
    return ratio(mine, theirs);
  }

  static double ratio(List<Double> mine, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      ratios.add(mine.get(i) / theirs.get(i));
    }
    return median(ratios);
  }

  static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
