package io.stoker.support.ab;

import java.io.PrintStream;
import java.util.Locale;

/** The report as text, line for line as scripts read it. */
final class TextReport {

  private static final int[] PERCENTAGES = {50, 66, 75, 80, 90, 95, 98, 99, 100};

  private final AbOptions options;
  private final Tally tally;
  private final PrintStream out;
  private final Spread connect;
  private final Spread processing;
  private final Spread waiting;
  private final Spread total;

  TextReport(AbOptions options, Tally tally, PrintStream out) {
    this.options = options;
    this.tally = tally;
    this.out = out;
    Tally.Sample[] samples = tally.samples();
    connect = Spread.of(samples, Tally.Sample::connect);
    processing = Spread.of(samples, Tally.Sample::processing);
    waiting = Spread.of(samples, Tally.Sample::waiting);
    total = Spread.of(samples, Tally.Sample::total);
  }

  private void line(String format, Object... args) {
    out.print(String.format(Locale.ROOT, format, args) + "\n");
  }

  void print() {
    document();
    counts();
    rates();
    if (tally.done() > 0) {
      times();
      if (options.percentiles() && tally.done() > 1) {
        percentages();
      }
    }
  }

  private void document() {
    Target target = options.target();
    line("\n");
    line("Server Software:        %s", tally.serverSoftware);
    line("Server Hostname:        %s", target.host());
    line("Server Port:            %d", target.port());
    if (!tally.tlsInfo.isEmpty()) {
      line("SSL/TLS Protocol:       %s", tally.tlsInfo);
      if (options.tls().serverName()) {
        line("TLS Server Name:        %s", target.host());
      }
    }
    line("");
    line("Document Path:          %s", target.path());
    if (options.anyLength()) {
      line("Document Length:        Variable");
    } else {
      line("Document Length:        %d bytes", tally.documentLength);
    }
    line("");
  }

  private void counts() {
    line("Concurrency Level:      %d", options.concurrency());
    line("Time taken for tests:   %.3f seconds", tally.seconds());
    line("Complete requests:      %d", tally.done());
    line("Failed requests:        %d", tally.failed());
    if (tally.failed() > 0) {
      line(
          "   (Connect: %d, Receive: %d, Length: %d, Exceptions: %d)",
          tally.connectFailures, tally.receiveFailures, tally.lengthFailures, tally.exceptions);
    }
    if (tally.writeFailures > 0) {
      line("Write errors:           %d", tally.writeFailures);
    }
    if (tally.notOk > 0) {
      line("Non-2xx responses:      %d", tally.notOk);
    }
    if (options.keepAlive()) {
      line("Keep-Alive requests:    %d", tally.keptAlive);
    }
    line("Total transferred:      %d bytes", tally.bytesRead);
    if (options.hasBody()) {
      line("Total body sent:        %d", tally.bytesSent);
    }
    line("HTML transferred:       %d bytes", tally.contentRead);
  }

  private void rates() {
    double seconds = tally.seconds();
    if (seconds <= 0 || tally.done() == 0) {
      return;
    }
    double each = 1000 * seconds / tally.done();
    line("Requests per second:    %.2f [#/sec] (mean)", tally.done() / seconds);
    line("Time per request:       %.3f [ms] (mean)", options.concurrency() * each);
    line("Time per request:       %.3f [ms] (mean, across all concurrent requests)", each);
    line("Transfer rate:          %.2f [Kbytes/sec] received", tally.bytesRead / 1024.0 / seconds);
    if (options.hasBody()) {
      line("                        %.2f kb/s sent", tally.bytesSent / 1024.0 / seconds);
      line(
          "                        %.2f kb/s total",
          (tally.bytesRead + tally.bytesSent) / 1024.0 / seconds);
    }
  }

  private void times() {
    line("\nConnection Times (ms)");
    line(
        options.confidence()
            ? "              min  mean[+/-sd] median   max"
            : "              min   avg   max");
    row("Connect:   ", connect);
    row("Processing:", processing);
    row("Waiting:   ", waiting);
    row("Total:     ", total);
    if (options.confidence()) {
      judge("the initial connection time", connect);
      judge("the processing time", processing);
      judge("the waiting time", waiting);
      judge("the total time", total);
    }
  }

  private void row(String name, Spread times) {
    if (options.confidence()) {
      line(
          "%s %5d %4d %5.1f %6d %7d",
          name,
          Spread.millis(times.min()),
          Spread.millis(times.mean()),
          times.deviation() / 1000,
          Spread.millis(times.median()),
          Spread.millis(times.max()));
    } else {
      line(
          "%s %5d %5d%5d",
          name,
          Spread.millis(times.min()),
          Spread.millis(times.mean()),
          Spread.millis(times.max()));
    }
  }

  /** Says when mean and median are so far apart that neither tells much. */
  private void judge(String what, Spread times) {
    double apart = Math.abs(times.mean() - times.median());
    if (times.deviation() > 0 && apart > 2 * times.deviation()) {
      line(
          "ERROR: mean and median of %s are more than twice the standard deviation apart: do not"
              + " rely on them",
          what);
    } else if (times.deviation() > 0 && apart > times.deviation()) {
      line(
          "WARNING: mean and median of %s are more than the standard deviation apart: they may"
              + " not be reliable",
          what);
    }
  }

  private void percentages() {
    line("\nPercentage of the requests served within a certain time (ms)");
    for (int percent : PERCENTAGES) {
      if (percent == 100) {
        line(" 100%%  %5d (longest request)", Spread.millis(total.max()));
      } else {
        line("  %d%%  %5d", percent, Spread.millis(total.percentile(percent)));
      }
    }
  }
}
