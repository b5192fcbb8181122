package io.stoker.modules.mod_status;

import io.stoker.api.ChildStatus;
import io.stoker.api.Exchange;
import io.stoker.api.MpmSettings;
import io.stoker.api.ProcessStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * How the server stands at the moment of a request, counted as httpd counts it.
 *
 * @param nowMicros when, microseconds since 1970
 */
record Standing(
    MpmSettings settings,
    boolean isExtended,
    ProcessStatus process,
    ScoreboardView.Totals totals,
    List<ChildStatus> children,
    long nowMicros) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yyyy HH:mm:ss zzz", Locale.ENGLISH);

  static Standing of(Exchange x) {
    ScoreboardView view = x.scoreboard();
    return new Standing(
        view.settings(),
        view.isExtended(),
        view.process(),
        view.totals(),
        view.places(),
        x.nowMicros());
  }

  boolean isEvent() {
    return settings.kind() == MpmSettings.Kind.EVENT;
  }

  // ---- workers ----

  /** Workers of a child with work; a child that stops does not count. */
  static int busy(ChildStatus child) {
    return count(child, state -> isBusy(state) ? 1 : 0);
  }

  private static boolean isBusy(WorkerState state) {
    return switch (state) {
      case READING, WRITING, KEEPALIVE, LOGGING, DNS, CLOSING -> true;
      case DEAD, STARTING, READY, GRACEFUL, IDLE_KILL -> false;
    };
  }

  /** Workers of a child that end with it; a child that stops does not count. */
  static int graceful(ChildStatus child) {
    return count(child, state -> state == WorkerState.GRACEFUL ? 1 : 0);
  }

  /** Workers of a child without work; a child that stops does not count. */
  static int idle(ChildStatus child) {
    return count(child, state -> state == WorkerState.READY ? 1 : 0);
  }

  private static int count(ChildStatus child, ToIntFunction<WorkerState> one) {
    if (!child.isPresent() || child.isStopping()) {
      return 0;
    }
    return child.workers().stream().map(WorkerStatus::state).mapToInt(one).sum();
  }

  int sum(ToIntFunction<ChildStatus> ofChild) {
    return children.stream().filter(ChildStatus::isPresent).mapToInt(ofChild).sum();
  }

  int processes() {
    return sum(child -> 1);
  }

  int stopping() {
    return sum(child -> child.isStopping() ? 1 : 0);
  }

  /** A letter for each worker, and for each that there could be. */
  String letters() {
    StringBuilder letters = new StringBuilder();
    for (ChildStatus child : children) {
      for (int i = 0; i < child.workers().size(); i++) {
        WorkerState state = child.workers().get(i).state();
        boolean possible = i < settings.threadsPerChild() && child.slot() < settings.maxServers();
        if (possible || child.isPresent()) {
          letters.append(state.letter());
        }
      }
    }
    return letters.toString();
  }

  // ---- time ----

  static String time(long micros) {
    Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return ZonedDateTime.ofInstant(at, ZoneId.systemDefault()).format(TIME);
  }

  long upSeconds() {
    return TimeUnit.MICROSECONDS.toSeconds(nowMicros - process.startedMicros());
  }

  /** {@code " 1 day 2 hours"}: a space before each part, nothing for the first second. */
  String upTime() {
    long up = upSeconds();
    StringBuilder text = new StringBuilder();
    part(text, up / 86_400, "day");
    part(text, up / 3600 % 24, "hour");
    part(text, up / 60 % 60, "minute");
    part(text, up % 60, "second");
    return text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(' ').append(count).append(' ').append(unit).append(count == 1 ? "" : "s");
    }
  }

  // ---- what was done ----

  long kilobytes() {
    return totals.bytes() / Figures.KILO;
  }

  long durationMillis() {
    return TimeUnit.NANOSECONDS.toMillis(totals.nanos());
  }

  double cpuSeconds() {
    return process.userSeconds()
        + process.systemSeconds()
        + process.childrenUserSeconds()
        + process.childrenSystemSeconds();
  }

  double cpuPercent() {
    return cpuSeconds() / upSeconds() * 100;
  }

  double requestsPerSecond() {
    return (double) totals.accesses() / upSeconds();
  }

  double bytesPerSecond() {
    return (double) Figures.KILO * kilobytes() / upSeconds();
  }

  double bytesPerRequest() {
    return (double) Figures.KILO * kilobytes() / totals.accesses();
  }

  double millisPerRequest() {
    return (double) durationMillis() / totals.accesses();
  }
}
