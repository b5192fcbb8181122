package io.stoker.cli.status;

import java.util.List;
import java.util.Locale;

/** The status page as text, in the order and the words of the page that browsers get. */
final class StatusText {

  private static final int WIDTH = 64;
  private static final String RULE = "_".repeat(WIDTH + 2);

  private static final List<String> KEY =
      List.of(
          "Scoreboard Key:",
          "\"_\" Waiting for Connection, \"S\" Starting up, \"R\" Reading Request,",
          "\"W\" Sending Reply, \"K\" Keepalive (read), \"D\" DNS Lookup,",
          "\"C\" Closing connection, \"L\" Logging, \"G\" Gracefully finishing,",
          "\"I\" Idle cleanup of worker, \".\" Open slot with no current process");

  private final AutoStatus s;
  private final StringBuilder text = new StringBuilder();

  private StatusText(AutoStatus status) {
    this.s = status;
  }

  static String of(AutoStatus status) {
    return new StatusText(status).write();
  }

  private String write() {
    text.append("Server Status for ").append(s.name()).append("\n\n");
    said("Server Version", "ServerVersion");
    said("Server MPM", "ServerMPM");
    said("Server Built", "Server Built");
    text.append("   ").append(RULE).append("\n\n");
    said("Current Time", "CurrentTime");
    said("Restart Time", "RestartTime");
    said("Parent Server Config. Generation", "ParentServerConfigGeneration");
    said("Parent Server MPM Generation", "ParentServerMPMGeneration");
    said("Server uptime", "ServerUptime");
    line("Server load: %s %s %s", s.text("Load1"), s.text("Load5"), s.text("Load15"));
    if (s.has("Total Accesses")) {
      writeTotals();
    }
    line(
        "%.0f requests currently being processed, %.0f workers gracefully restarting, %.0f idle"
            + " workers",
        s.number("BusyWorkers"), s.number("GracefulWorkers"), s.number("IdleWorkers"));
    if (s.has("ConnsTotal")) {
      writeConnections();
    }
    writeScoreboard();
    return text.toString();
  }

  private void writeTotals() {
    line(
        "Total accesses: %.0f - Total Traffic: %s - Total Duration: %.0f",
        s.number("Total Accesses"),
        kilobytes(s.number("Total kBytes")),
        s.number("Total Duration"));
    line(
        "CPU Usage: u%s s%s cu%s cs%s - %s%% CPU load",
        s.text("CPUUser"),
        s.text("CPUSystem"),
        s.text("CPUChildrenUser"),
        s.text("CPUChildrenSystem"),
        s.text("CPULoad"));
    line(
        "%s requests/sec - %s/second - %s/request - %s ms/request",
        round(s.number("ReqPerSec")),
        kilobytes(s.number("BytesPerSec") / 1024),
        kilobytes(s.number("BytesPerReq") / 1024),
        round(s.number("DurationPerReq")));
  }

  private void writeConnections() {
    text.append('\n');
    line("Processes: %s, stopping: %s", s.text("Processes"), s.text("Stopping"));
    line(
        "Connections: %s; async: %s waiting, %s writing, %s keep-alive, %s closing",
        s.text("ConnsTotal"),
        s.text("ConnsAsyncWaitIO"),
        s.text("ConnsAsyncWriting"),
        s.text("ConnsAsyncKeepAlive"),
        s.text("ConnsAsyncClosing"));
  }

  private void writeScoreboard() {
    text.append('\n');
    String letters = s.fields().getOrDefault("Scoreboard", "");
    for (int i = 0; i < letters.length(); i += WIDTH) {
      line("%s", letters.substring(i, Math.min(letters.length(), i + WIDTH)));
    }
    text.append('\n');
    KEY.forEach(key -> line("%s", key));
  }

  private void said(String label, String field) {
    if (s.has(field)) {
      line("%s: %s", label, s.text(field));
    }
  }

  private void line(String format, Object... args) {
    text.append("   ").append(format.formatted(args)).append('\n');
  }

  private static String round(double value) {
    return value == Math.rint(value)
        ? "%.0f".formatted(value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String kilobytes(double kilobytes) {
    if (kilobytes < 1) {
      return "%.0f B".formatted(kilobytes * 1024);
    }
    double size = kilobytes;
    for (String unit : new String[] {"kB", "MB", "GB"}) {
      if (size < 1024) {
        return String.format(Locale.ROOT, "%.1f %s", size, unit);
      }
      size /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f TB", size);
  }
}
