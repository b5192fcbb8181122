package io.stoker.admin;

import io.stoker.api.MpmSettings;
import io.stoker.api.Position;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.DirectiveUse;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * The directives by which a server is tuned, each with its value, the line that says it, and the
 * figure that it acts on. A new value becomes a change of that line alone, which then goes the way
 * of all changes ({@link ConfigChanges}).
 */
@Controller
final class Tuning {

  /**
   * A directive that is tuned.
   *
   * @param figure of {@link Sample} that shows what it does
   * @param effect what to expect of it
   */
  private record Knob(String name, String figure, String effect) {}

  private static final List<Knob> KNOBS =
      List.of(
          new Knob("MaxRequestWorkers", "busy", "How many requests are answered at once."),
          new Knob("ThreadsPerChild", "children", "Workers of one child."),
          new Knob("ServerLimit", "children", "Most children that there may be."),
          new Knob("StartServers", "children", "Children at the start."),
          new Knob("MinSpareThreads", "idle", "Fewer idle workers, and children are started."),
          new Knob("MaxSpareThreads", "idle", "More idle workers, and children are retired."),
          new Knob("MinSpareServers", "idle", "Fewer idle children, and more are started."),
          new Knob("MaxSpareServers", "idle", "More idle children, and some are retired."),
          new Knob(
              "MaxConnectionsPerChild",
              "children",
              "A child is replaced after so many connections."),
          new Knob(
              "AsyncRequestWorkerFactor",
              "connections",
              "Connections that a child takes beyond its idle workers."),
          new Knob("ListenBacklog", "connections", "Connections that wait in the kernel."),
          new Knob("KeepAlive", "keepAlive", "Whether a connection carries more than one request."),
          new Knob(
              "KeepAliveTimeout", "keepAlive", "How long a connection waits for another request."),
          new Knob("MaxKeepAliveRequests", "keepAlive", "Requests that a connection may carry."),
          new Knob("Timeout", "busy", "How long a client may be silent."),
          new Knob("StokerPlanCache", "planned", "How many replies are kept ready."),
          new Knob("StokerContentCache", "planned", "How much content is kept in memory."),
          new Knob(
              "StokerRecheck", "planned", "How often files that cannot be watched are looked at."),
          new Knob("EnableSendfile", "sent", "Whether the kernel sends large files by itself."),
          new Knob("EnableMMAP", "sent", "Whether files are mapped into memory."),
          new Knob("HostnameLookups", "time", "Names of clients cost a DNS query each."),
          new Knob("ExtendedStatus", "time", "Whether the scoreboard records requests."),
          new Knob(
              "BufferedLogs", "rate", "Whether log lines are gathered before they are written."));

  /**
   * A row of the form.
   *
   * @param value in force; null where nothing is known of it
   * @param where the line that says it; null where the default holds
   * @param isEasy whether it can be changed here; else its line has to be edited
   */
  record Row(
      String name,
      String module,
      @Nullable String value,
      @Nullable String fallback,
      @Nullable Position where,
      String help,
      String effect,
      String figure,
      boolean isFlag,
      boolean isEasy) {}

  /** A new value. */
  record Turn(String name, String value) {}

  private final ContentPlane plane;

  Tuning(ContentPlane plane) {
    this.plane = plane;
  }

  private ServedConfiguration served() {
    ServedConfiguration served = plane.configuration();
    if (served == null) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "nothing is served");
    }
    return served;
  }

  /** What the MPM made of the directives, and of their absence. */
  private Map<String, Integer> sizes() {
    MpmSettings mpm = plane.children().settings();
    return Map.of(
        "MaxRequestWorkers", mpm.maxRequestWorkers(),
        "ThreadsPerChild", mpm.threadsPerChild(),
        "ServerLimit", mpm.serverLimit(),
        "StartServers", mpm.startServers(),
        "MinSpareThreads", mpm.minSpare(),
        "MaxSpareThreads", mpm.maxSpare(),
        "MinSpareServers", mpm.minSpare(),
        "MaxSpareServers", mpm.maxSpare());
  }

  @GetMapping("/tuning")
  String tuning(Model model) {
    model.addAttribute("rows", rows(served(), sizes()));
    return "tuning";
  }

  /** The same for programs. */
  @GetMapping("/api/tuning")
  @ResponseBody
  List<Row> tuning() {
    return rows(served(), sizes());
  }

  static List<Row> rows(ServedConfiguration served, Map<String, Integer> sizes) {
    List<DirectiveView> all = served.directives();
    List<Row> rows = new ArrayList<>();
    for (Knob knob : KNOBS) {
      all.stream()
          .filter(d -> d.name().equals(knob.name()) && d.obsolete() == null)
          .findFirst()
          .ifPresent(d -> rows.add(row(knob, d, served, sizes)));
    }
    return List.copyOf(rows);
  }

  private static Row row(
      Knob knob, DirectiveView d, ServedConfiguration served, Map<String, Integer> sizes) {
    DirectiveUse use = inForce(d);
    Integer size = sizes.get(d.name());
    String fallback = d.fallback() == null && size != null ? size.toString() : d.fallback();
    return new Row(
        d.name(),
        d.module(),
        use == null ? fallback : use.value(),
        d.fallback(),
        use == null ? null : use.position(),
        d.help(),
        knob.effect(),
        knob.figure(),
        d.arity().equals("FLAG"),
        use == null || line(served, use) != null);
  }

  /** The line of the main server that holds, outside of all sections. */
  private static @Nullable DirectiveUse inForce(DirectiveView d) {
    return d.uses().stream()
        .filter(u -> u.server().equals(DirectiveUse.MAIN) && u.sections().isEmpty())
        .filter(u -> u.overriddenBy() == null)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /** The text of that line, if it says the directive by itself and whole; else null. */
  private static @Nullable String line(ServedConfiguration served, DirectiveUse use) {
    ConfigText file = served.file(use.position().file());
    if (file == null) {
      return null;
    }
    List<String> lines = file.text().lines().toList();
    int at = use.position().line() - 1;
    String line = at < lines.size() ? lines.get(at) : "";
    boolean isWhole = !line.endsWith("\\") && (at == 0 || !lines.get(at - 1).endsWith("\\"));
    boolean isIt =
        line.strip()
            .toLowerCase(java.util.Locale.ROOT)
            .startsWith(use.name().toLowerCase(java.util.Locale.ROOT));
    return isWhole && isIt ? line : null;
  }

  /** The file with that value in it, for {@code /config/validate} and {@code /config/apply}. */
  @PostMapping({"/tuning", "/api/tuning"})
  @ResponseBody
  ConfigChanges.Wish turn(@RequestBody Turn turn) {
    return turned(served(), sizes(), turn);
  }

  static ConfigChanges.Wish turned(
      ServedConfiguration served, Map<String, Integer> sizes, Turn turn) {
    Row row =
        rows(served, sizes).stream()
            .filter(r -> r.name().equals(turn.name()) && r.isEasy())
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (turn.value().isBlank() || turn.value().lines().count() != 1) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "one value, on one line");
    }
    String said = row.name() + " " + turn.value().strip();
    Position where = row.where();
    String path = where == null ? served.files().getFirst().path() : where.file();
    String text = Objects.requireNonNull(served.file(path)).text();
    return new ConfigChanges.Wish(
        path,
        where == null ? append(text, said) : replace(text, where.line(), said),
        served.generation(),
        null);
  }

  /** Puts other words into a line, which keeps its indentation; all else stays byte for byte. */
  static String replace(String text, int line, String words) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    end = end < 0 ? text.length() : end;
    end = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    int from = start;
    while (from < end && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    return text.substring(0, from) + words + text.substring(end);
  }

  static String append(String text, String words) {
    boolean isEnded = text.isEmpty() || text.endsWith("\n");
    return text + (isEnded ? "" : "\n") + words + "\n";
  }
}
