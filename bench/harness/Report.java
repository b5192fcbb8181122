package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** report.md: what the figures say. */
final class Report {

  private final Samples samples;
  private final Path out;
  private final StringBuilder text = new StringBuilder();

  Report(Samples samples, Path out) {
    this.samples = samples;
    this.out = out;
  }

  Path write() throws IOException {
    text.append("# Stoker beside Apache httpd, nginx and Caddy\n\n");
    for (String work : samples.subjects(Works.PART)) {
      work(work);
    }
    Path report = out.resolve("report.md");
    Files.writeString(report, text);
    return report;
  }

  private void work(String work) {
    Set<String> servers = samples.servers(Works.PART, work);
    text.append("## ").append(Work.named(work).title()).append("\n\n");
    text.append("| server | requests/s | × httpd | × nginx | × caddy | CPU µs | CPU × nginx | p99 µs |\n");
    text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (String server : servers) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %s | %s | %s | %.2f | %s | %s |%n",
              server,
              samples.median(Works.PART, work, 0, server, "requests/s"),
              ratio(work, "requests/s", server, "httpd"),
              ratio(work, "requests/s", server, "nginx"),
              ratio(work, "requests/s", server, "caddy"),
              samples.median(Works.PART, work, 0, server, "cpu µs/request"),
              ratio(work, "cpu µs/request", server, "nginx"),
              number("%,.0f", samples.median(Works.PART, work, 0, server, "p99 µs"))));
    }
    text.append('\n');
  }

  private String ratio(String work, String metric, String server, String other) {
    return number("%.2f", samples.ratio(Works.PART, work, metric, 0, server, 0, other));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
