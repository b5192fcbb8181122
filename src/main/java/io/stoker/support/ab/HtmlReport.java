package io.stoker.support.ab;

import java.io.PrintStream;
import java.util.Locale;

/** The report as a table of HTML (-w). */
final class HtmlReport {

  private final AbOptions options;
  private final AbOptions.Html html;
  private final Tally tally;
  private final PrintStream out;

  HtmlReport(AbOptions options, AbOptions.Html html, Tally tally, PrintStream out) {
    this.options = options;
    this.html = html;
    this.tally = tally;
    this.out = out;
  }

  void print() {
    out.print("\n\n<table " + html.table() + ">\n");
    Target target = options.target();
    row("Server Software:", tally.serverSoftware);
    row("Server Hostname:", target.host());
    row("Server Port:", Integer.toString(target.port()));
    row("Document Path:", target.path());
    row("Document Length:", options.anyLength() ? "Variable" : tally.documentLength + " bytes");
    row("Concurrency Level:", Integer.toString(options.concurrency()));
    row("Time taken for tests:", text("%.3f seconds", tally.seconds()));
    row("Complete requests:", Integer.toString(tally.done()));
    row("Failed requests:", Integer.toString(tally.failed()));
    if (tally.failed() > 0) {
      row(
          "&nbsp;",
          text(
              "(Connect: %d, Length: %d, Exceptions: %d)",
              tally.connectFailures, tally.lengthFailures, tally.exceptions));
    }
    if (tally.notOk > 0) {
      row("Non-2xx responses:", Integer.toString(tally.notOk));
    }
    if (options.keepAlive()) {
      row("Keep-Alive requests:", Integer.toString(tally.keptAlive));
    }
    row("Total transferred:", tally.bytesRead + " bytes");
    if (options.hasBody()) {
      row("Total body sent:", Long.toString(tally.bytesSent));
    }
    row("HTML transferred:", tally.contentRead + " bytes");
    if (tally.seconds() > 0 && tally.done() > 0) {
      row("Requests per second:", text("%.2f", tally.done() / tally.seconds()));
      row("Transfer rate:", text("%.2f kb/s received", tally.bytesRead / 1024.0 / tally.seconds()));
    }
    times();
    out.print("</table>\n");
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  private void row(String name, String value) {
    out.print(
        text(
            "<tr %s><th colspan=2 %s>%s</th><td colspan=2 %s>%s</td></tr>\n",
            html.row(), html.cell(), name, html.cell(), value));
  }

  private void times() {
    String cell = html.cell();
    out.print(text("<tr %s><th %s colspan=4>Connection Times (ms)</th></tr>\n", html.row(), cell));
    out.print(
        text(
            "<tr %s><th %s>&nbsp;</th> <th %s>min</th>   <th %s>avg</th>   <th %s>max</th></tr>\n",
            html.row(), cell, cell, cell, cell));
    Tally.Sample[] samples = tally.samples();
    times("Connect:", Spread.of(samples, Tally.Sample::connect));
    times("Processing:", Spread.of(samples, Tally.Sample::processing));
    times("Total:", Spread.of(samples, Tally.Sample::total));
  }

  private void times(String name, Spread times) {
    String cell = html.cell();
    out.print(
        text(
            "<tr %s><th %s>%s</th><td %s>%5d</td><td %s>%5d</td><td %s>%5d</td></tr>\n",
            html.row(),
            cell,
            name,
            cell,
            Spread.millis(times.min()),
            cell,
            Spread.millis(times.mean()),
            cell,
            Spread.millis(times.max())));
  }
}
