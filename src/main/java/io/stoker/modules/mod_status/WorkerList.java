package io.stoker.modules.mod_status;

import io.stoker.api.ChildStatus;
import io.stoker.api.ProcessStatus;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import io.stoker.http.Escapes;
import io.stoker.http.Ipv6;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What each worker does or did last, which ExtendedStatus records. */
final class WorkerList {

  /** So much of a request line is shown. */
  private static final int LINE = 63;

  private static final String TABLE =
      """


      <table border="0"><tr><th>Srv</th><th>PID</th><th>Acc</th><th>M</th><th>CPU
      </th><th>SS</th><th>Req</th><th>Dur</th><th>Conn</th><th>Child</th><th>Slot</th>\
      <th>Client</th><th>Protocol</th><th>VHost</th><th>Request</th></tr>

      """;

  private static final String LEGEND =
      """
      </table>
       <hr /> <table>
       <tr><th>Srv</th><td>Child Server number - generation</td></tr>
       <tr><th>PID</th><td>OS process ID</td></tr>
       <tr><th>Acc</th><td>Number of accesses this connection / this child / this slot</td></tr>
       <tr><th>M</th><td>Mode of operation</td></tr>
      <tr><th>CPU</th><td>CPU usage, number of seconds</td></tr>
      <tr><th>SS</th><td>Seconds since beginning of most recent request</td></tr>
       <tr><th>Req</th><td>Milliseconds required to process most recent request</td></tr>
       <tr><th>Dur</th><td>Sum of milliseconds required to process all requests</td></tr>
       <tr><th>Conn</th><td>Kilobytes transferred this connection</td></tr>
       <tr><th>Child</th><td>Megabytes transferred this child</td></tr>
       <tr><th>Slot</th><td>Total megabytes transferred this slot</td></tr>
       </table>
      """;

  private final Standing standing;
  private final boolean showsTail;

  /**
   * A list.
   *
   * @param showsTail SeeRequestTail: the end of a long request line is shown, not its beginning
   */
  WorkerList(Standing standing, boolean showsTail) {
    this.standing = standing;
    this.showsTail = showsTail;
  }

  void write(StringBuilder page, boolean isNotable) {
    page.append(isNotable ? "<hr /><h2>Server Details</h2>\n\n" : TABLE);
    for (ChildStatus child : standing.children()) {
      for (WorkerStatus worker : child.workers()) {
        boolean idle = worker.state() == WorkerState.READY || worker.state() == WorkerState.DEAD;
        if (worker.accesses() > 0 || !idle) {
          if (isNotable) {
            writeText(page, child, worker);
          } else {
            writeRow(page, child, worker);
          }
        }
      }
    }
    if (!isNotable) {
      page.append(LEGEND);
    }
  }

  private void writeRow(StringBuilder page, ChildStatus child, WorkerStatus worker) {
    page.append("<tr><td><b>")
        .append(child.slot())
        .append('-')
        .append(child.generation())
        .append("</b></td><td>")
        .append(process(worker))
        .append("</td><td>")
        .append(worker.connectionAccesses())
        .append('/')
        .append(worker.childAccesses())
        .append('/')
        .append(worker.accesses())
        .append("</td><td>")
        .append(mode(worker.state()))
        .append("\n</td><td>")
        .append(Figures.fixed(standing.cpuSeconds(), 2))
        .append("</td><td>")
        .append(TimeUnit.NANOSECONDS.toSeconds(worker.sinceNanos()))
        .append("</td><td>")
        .append(TimeUnit.NANOSECONDS.toMillis(worker.requestNanos()))
        .append("</td><td>")
        .append(TimeUnit.NANOSECONDS.toMillis(worker.durationNanos()))
        .append("</td><td>")
        .append(Figures.fixed((double) worker.connectionBytes() / Figures.KILO, 1))
        .append("</td><td>")
        .append(Figures.fixed((double) worker.childBytes() / Figures.MEGA, 2))
        .append("</td><td>")
        .append(Figures.fixed((double) worker.bytes() / Figures.MEGA, 2))
        .append("\n</td><td>")
        .append(client(worker))
        .append("</td><td>")
        .append(text(worker.protocol()))
        .append("</td><td nowrap>")
        .append(text(worker.virtualHost()))
        .append("</td><td nowrap>")
        .append(request(worker))
        .append("</td></tr>\n\n");
  }

  private void writeText(StringBuilder page, ChildStatus child, WorkerStatus worker) {
    ProcessStatus process = standing.process();
    page.append("<b>Server ")
        .append(child.slot())
        .append('-')
        .append(child.generation())
        .append("</b> (")
        .append(process(worker))
        .append("): ")
        .append(worker.connectionAccesses())
        .append('|')
        .append(worker.childAccesses())
        .append('|')
        .append(worker.accesses())
        .append(" [")
        .append(word(worker.state()))
        .append("] u")
        .append(Figures.g(process.userSeconds()))
        .append(" s")
        .append(Figures.g(process.systemSeconds()))
        .append(" cu")
        .append(Figures.g(process.childrenUserSeconds()))
        .append(" cs")
        .append(Figures.g(process.childrenSystemSeconds()))
        .append("\n ")
        .append(TimeUnit.NANOSECONDS.toSeconds(worker.sinceNanos()))
        .append(' ')
        .append(TimeUnit.NANOSECONDS.toMillis(worker.requestNanos()))
        .append(' ')
        .append(TimeUnit.NANOSECONDS.toMillis(worker.durationNanos()))
        .append('(')
        .append(Figures.bytes(worker.connectionBytes()))
        .append('|')
        .append(Figures.bytes(worker.childBytes()))
        .append('|')
        .append(Figures.bytes(worker.bytes()))
        .append(")\n <i>")
        .append(client(worker))
        .append(" {")
        .append(request(worker))
        .append("}</i> <i>(")
        .append(text(worker.protocol()))
        .append(")</i> <b>[")
        .append(text(worker.virtualHost()))
        .append("]</b><br />\n\n");
  }

  private String process(WorkerStatus worker) {
    return worker.state() == WorkerState.DEAD ? "-" : Long.toString(standing.process().pid());
  }

  private static String mode(WorkerState state) {
    return switch (state) {
      case READY, DEAD, GRACEFUL -> String.valueOf(state.letter());
      default -> "<b>" + state.letter() + "</b>";
    };
  }

  private static String word(WorkerState state) {
    return switch (state) {
      case READY -> "Ready";
      case STARTING -> "Starting";
      case READING -> "<b>Read</b>";
      case WRITING -> "<b>Write</b>";
      case KEEPALIVE -> "<b>Keepalive</b>";
      case LOGGING -> "<b>Logging</b>";
      case DNS -> "<b>DNS lookup</b>";
      case CLOSING -> "<b>Closing</b>";
      case DEAD -> "Dead";
      case GRACEFUL -> "Graceful";
      case IDLE_KILL -> "Dying";
    };
  }

  private static String client(WorkerStatus worker) {
    InetAddress address = worker.client();
    return address == null ? "" : Ipv6.text(address);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : Escapes.html(text);
  }

  private String request(WorkerStatus worker) {
    String line = worker.request();
    if (line == null) {
      return "";
    }
    String shown =
        line.length() <= LINE
            ? line
            : showsTail ? line.substring(line.length() - LINE) : line.substring(0, LINE);
    return Escapes.html(Escapes.logItem(shown));
  }
}
