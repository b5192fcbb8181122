package io.stoker.admin;

import io.stoker.api.ChildStatus;
import io.stoker.api.PhaseTimes;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scoreboard as a page shows it.
 *
 * @param mpm event, worker or prefork
 * @param isExtended whether requests are recorded
 * @param children those that are there
 * @param counts workers by state, without states that nobody is in
 * @param busy workers with a request, those that have it longest first
 * @param recent the last request of workers that have none now, the latest first
 * @param slow the same, those that took longest first
 */
record Board(
    String mpm,
    boolean isExtended,
    List<Child> children,
    Map<String, Integer> counts,
    List<Busy> busy,
    List<Done> recent,
    List<Done> slow) {

  private static final int MOST = 100;
  private static final int MOST_DONE = 20;

  /**
   * A child.
   *
   * @param state accepting, retiring or full
   * @param seconds how old it is
   * @param accepted connections that it was given since its start
   */
  record Child(
      int slot,
      long generation,
      String state,
      long seconds,
      int accepted,
      int connections,
      int keepAlive,
      List<Cell> cells) {

    /**
     * Its workers as HTML. There may be hundreds, each second: as expressions of a template they
     * cost twenty times as much.
     */
    public String markup() {
      StringBuilder html = new StringBuilder(cells.size() * 60);
      for (Cell cell : cells) {
        html.append("<span class=\"cell s")
            .append(cell.letter == '_' ? "idle" : cell.letter)
            .append("\" title=\"")
            .append(cell.state)
            .append("\">")
            .append(cell.letter)
            .append("</span>");
      }
      return html.toString();
    }

    /** Its age in words. */
    public String age() {
      if (seconds < 120) {
        return seconds + " s";
      }
      long minutes = seconds / 60;
      return minutes < 120
          ? minutes + " min"
          : minutes < 2 * 24 * 60 ? minutes / 60 + " h" : minutes / 60 / 24 + " days";
    }
  }

  /**
   * A worker.
   *
   * @param letter httpd's
   * @param state the same in letters and spaces
   */
  record Cell(char letter, String state) {}

  /**
   * A worker that has a request.
   *
   * @param phases what its time went to so far
   */
  record Busy(
      int child,
      int slot,
      char letter,
      long millis,
      String client,
      String host,
      String request,
      List<Took> phases) {}

  /**
   * What a part of a request took.
   *
   * @param phase in the order of a request: read, wait, translate, walk, access, type, handler,
   *     reply, send, log
   * @param percent of the whole
   */
  record Took(String phase, double millis, int percent) {}

  /**
   * A request that a worker had last.
   *
   * @param millis that it took
   * @param ago milliseconds since its end
   * @param phases what its time went to; empty for one that a plan has answered
   */
  record Done(
      int child,
      int slot,
      double millis,
      long ago,
      String client,
      String host,
      String request,
      List<Took> phases) {}

  static Board of(ScoreboardView view) {
    List<Child> children = new ArrayList<>();
    Map<WorkerState, Integer> counts = new EnumMap<>(WorkerState.class);
    List<Busy> busy = new ArrayList<>();
    List<Done> done = new ArrayList<>();
    for (ChildStatus child : view.places()) {
      if (!child.isPresent()) {
        continue;
      }
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < child.workers().size(); i++) {
        WorkerStatus worker = child.workers().get(i);
        counts.merge(worker.state(), 1, Integer::sum);
        cells.add(new Cell(worker.state().letter(), word(worker.state())));
        if (worker.state() == WorkerState.WRITING || worker.state() == WorkerState.READING) {
          busy.add(busy(child, i, worker));
        } else if (worker.request() != null) {
          done.add(done(child, i, worker));
        }
      }
      children.add(
          new Child(
              child.slot(),
              child.generation(),
              child.isStopping() ? "retiring" : child.isAccepting() ? "accepting" : "full",
              child.ageNanos() / 1_000_000_000,
              child.accepted(),
              child.connections(),
              child.keepAlive(),
              List.copyOf(cells)));
    }
    busy.sort((a, b) -> Long.compare(b.millis(), a.millis()));
    Map<String, Integer> words = new java.util.LinkedHashMap<>();
    counts.forEach((state, count) -> words.put(state.letter() + " " + word(state), count));
    return new Board(
        view.settings().kind().word(),
        view.isExtended(),
        List.copyOf(children),
        words,
        List.copyOf(busy.subList(0, Math.min(MOST, busy.size()))),
        first(done, Comparator.comparingLong(Done::ago)),
        first(done, Comparator.comparingDouble(Done::millis).reversed()));
  }

  private static List<Done> first(List<Done> done, Comparator<Done> order) {
    return done.stream().sorted(order).limit(MOST_DONE).toList();
  }

  private static Done done(ChildStatus child, int slot, WorkerStatus worker) {
    return new Done(
        child.slot(),
        slot,
        worker.requestNanos() / 1e6,
        worker.sinceNanos() / 1_000_000,
        worker.client() == null ? "" : worker.client().getHostAddress(),
        said(worker.virtualHost()),
        said(worker.request()),
        took(worker.phaseNanos()));
  }

  private static Busy busy(ChildStatus child, int slot, WorkerStatus worker) {
    return new Busy(
        child.slot(),
        slot,
        worker.state().letter(),
        worker.sinceNanos() / 1_000_000,
        worker.client() == null ? "" : worker.client().getHostAddress(),
        said(worker.virtualHost()),
        said(worker.request()),
        took(worker.phaseNanos()));
  }

  private static List<Took> took(Map<PhaseTimes.Part, Long> nanos) {
    long sum = Math.max(1, nanos.values().stream().mapToLong(Long::longValue).sum());
    return nanos.entrySet().stream()
        .map(
            e ->
                new Took(
                    e.getKey().name().toLowerCase(Locale.ROOT),
                    e.getValue() / 1e6,
                    (int) Math.round(100.0 * e.getValue() / sum)))
        .toList();
  }

  private static String said(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static String word(WorkerState state) {
    return switch (state) {
      case READY -> "waiting for a connection";
      case READING -> "reading a request";
      case WRITING -> "sending a reply";
      default -> state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
