package io.stoker.modules.mod_status;

import io.stoker.api.ChildStatus;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.ProcessStatus;
import io.stoker.api.Product;
import io.stoker.api.ServerSignature;
import io.stoker.http.Escapes;
import io.stoker.http.Ipv6;

/** The page for people. */
final class HtmlPage {

  /** Letters of the scoreboard in a line. */
  private static final int COLUMNS = 64;

  private static final String KEY =
      """
      <p>Scoreboard Key:<br />
      "<b><code>_</code></b>" Waiting for Connection,\s
      "<b><code>S</code></b>" Starting up,\s
      "<b><code>R</code></b>" Reading Request,<br />
      "<b><code>W</code></b>" Sending Reply,\s
      "<b><code>K</code></b>" Keepalive (read),\s
      "<b><code>D</code></b>" DNS Lookup,<br />
      "<b><code>C</code></b>" Closing connection,\s
      "<b><code>L</code></b>" Logging,\s
      "<b><code>G</code></b>" Gracefully finishing,<br />\s
      "<b><code>I</code></b>" Idle cleanup of worker,\s
      "<b><code>.</code></b>" Open slot with no current process<br />
      </p>
      """;

  private final Exchange x;
  private final Standing s;
  private final boolean isNotable;

  HtmlPage(Exchange x, Standing standing, boolean isNotable) {
    this.x = x;
    this.s = standing;
    this.isNotable = isNotable;
  }

  void write(StringBuilder page) {
    writeHead(page);
    writeTotals(page);
    page.append("</dl>");
    if (s.isEvent()) {
      page.append("\n\n");
      writeChildren(page);
    }
    writeLetters(page);
    page.append(KEY);
    if (s.isExtended()) {
      new WorkerList(s, x.server().get(Core.SEE_REQUEST_TAIL)).write(page, isNotable);
    } else {
      writeProcesses(page);
      page.append("<hr />To obtain a full report with current status information you need to use")
          .append(" the <code>ExtendedStatus On</code> directive.\n");
    }
  }

  void end(StringBuilder page) {
    page.append(ServerSignature.of(x, "<hr />\n")).append("</body></html>\n");
  }

  private void writeHead(StringBuilder page) {
    page.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"")
        .append(" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>")
        .append(Product.NAME)
        .append(" Status</title>\n</head><body>\n<h1>")
        .append(Product.NAME)
        .append(" Server Status for ")
        .append(Escapes.html(x.serverName()))
        .append(" (via ")
        .append(Ipv6.text(x.connection().localAddress()))
        .append(")</h1>\n\n<dl>");
    entry(page, "Server Version: " + Product.banner(x.server().get(Core.SERVER_TOKENS)));
    entry(page, "Server MPM: " + s.settings().kind().word());
    page.append("<dt>Server Built: ").append(Product.built()).append("\n</dt></dl><hr /><dl>\n");
    ProcessStatus process = s.process();
    entry(page, "Current Time: " + Standing.time(s.nowMicros()));
    entry(page, "Restart Time: " + Standing.time(process.startedMicros()));
    entry(page, "Parent Server Config. Generation: " + process.configGeneration());
    entry(page, "Parent Server MPM Generation: " + process.mpmGeneration());
    entry(page, "Server uptime: " + s.upTime());
    StringBuilder loads = new StringBuilder("Server load:");
    process.loads().forEach(load -> loads.append(' ').append(Figures.fixed(load, 2)));
    entry(page, loads.toString());
  }

  private static void entry(StringBuilder page, String text) {
    page.append("<dt>").append(text).append("</dt>\n");
  }

  private void writeTotals(StringBuilder page) {
    if (s.isExtended()) {
      writeExtended(page);
    }
    entry(
        page,
        s.sum(Standing::busy)
            + " requests currently being processed, "
            + s.sum(Standing::graceful)
            + " workers gracefully restarting, "
            + s.sum(Standing::idle)
            + " idle workers");
  }

  private void writeExtended(StringBuilder page) {
    ProcessStatus process = s.process();
    long requests = s.totals().accesses();
    entry(
        page,
        "Total accesses: "
            + requests
            + " - Total Traffic: "
            + Figures.kilobytes(s.kilobytes())
            + " - Total Duration: "
            + s.durationMillis());
    boolean up = s.upSeconds() > 0;
    boolean used = up && s.cpuSeconds() > 0;
    entry(page, cpu(process) + (used ? " - " + Figures.g(s.cpuPercent(), 3) + "% CPU load" : ""));
    StringBuilder rates = new StringBuilder();
    if (up) {
      rates
          .append(Figures.g(s.requestsPerSecond(), 3))
          .append(" requests/sec - ")
          .append(Figures.bytes((long) s.bytesPerSecond()))
          .append("/second");
    }
    if (requests > 0) {
      rates
          .append(up ? " - " : "")
          .append(Figures.bytes((long) s.bytesPerRequest()))
          .append("/request - ")
          .append(Figures.g(s.millisPerRequest()))
          .append(" ms/request");
    }
    entry(page, rates.toString());
  }

  private static String cpu(ProcessStatus process) {
    return "CPU Usage: u"
        + Figures.g(process.userSeconds())
        + " s"
        + Figures.g(process.systemSeconds())
        + " cu"
        + Figures.g(process.childrenUserSeconds())
        + " cs"
        + Figures.g(process.childrenSystemSeconds());
  }

  private void writeChildren(StringBuilder page) {
    page.append(
        """
        <table rules="all" cellpadding="1%">
        <tr><th rowspan="2">Slot</th><th rowspan="2">PID</th><th rowspan="2">Stopping</th>\
        <th colspan="2">Connections</th>
        <th colspan="3">Threads</th><th colspan="4">Async connections</th></tr>
        <tr><th>total</th><th>accepting</th><th>busy</th><th>graceful</th><th>idle</th>\
        <th>wait-io</th><th>writing</th><th>keep-alive</th><th>closing</th></tr>
        """);
    s.children().stream().filter(ChildStatus::isPresent).forEach(child -> row(page, child));
    cells(
        page,
        "Sum",
        s.processes(),
        s.stopping(),
        s.sum(ChildStatus::connections),
        "&nbsp;",
        s.sum(Standing::busy),
        s.sum(Standing::graceful),
        s.sum(Standing::idle),
        s.sum(ChildStatus::waitingForInput),
        s.sum(ChildStatus::writing),
        s.sum(ChildStatus::keepAlive),
        s.sum(ChildStatus::closing));
    page.append("</table>\n");
  }

  private void row(StringBuilder page, ChildStatus child) {
    boolean isOld = child.generation() != s.process().mpmGeneration();
    cells(
        page,
        child.slot(),
        s.process().pid(),
        (child.isStopping() ? "yes" : "no") + (isOld ? " (old gen)" : ""),
        child.connections(),
        child.isAccepting() ? "yes" : "no",
        Standing.busy(child),
        Standing.graceful(child),
        Standing.idle(child),
        child.waitingForInput(),
        child.writing(),
        child.keepAlive(),
        child.closing());
  }

  private static void cells(StringBuilder page, Object... values) {
    page.append("<tr>");
    for (Object value : values) {
      page.append("<td>").append(value).append("</td>");
    }
    page.append("</tr>\n");
  }

  private void writeLetters(StringBuilder page) {
    String letters = s.letters();
    page.append("<pre>");
    for (int i = 0; i < letters.length(); i++) {
      page.append(letters.charAt(i));
      if (i % COLUMNS == COLUMNS - 1) {
        page.append('\n');
      }
    }
    page.append("</pre>\n");
  }

  /** The process of each worker, three in a line. */
  private void writeProcesses(StringBuilder page) {
    page.append("PID Key: <br />\n<pre>\n");
    int count = 0;
    for (ChildStatus child : s.children()) {
      if (child.isPresent()) {
        for (var worker : child.workers()) {
          page.append("   ")
              .append(s.process().pid())
              .append(" in state: ")
              .append(worker.state().letter())
              .append(' ')
              .append(++count % 3 == 0 ? '\n' : ',');
        }
      }
    }
    page.append("\n</pre>\n");
  }
}
