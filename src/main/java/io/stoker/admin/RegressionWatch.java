package io.stoker.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares requests after a change with those before it: whether more of them fail, or take longer.
 * Not for several threads.
 */
final class RegressionWatch {

  private static final Duration STEP = Duration.ofSeconds(1);

  /** So few failures are no outage, whatever share they are. */
  private static final int FEWEST_ERRORS = 5;

  /**
   * What a change is judged by.
   *
   * @param before what was answered in the time before it
   * @param after what was answered since
   * @param reason why it has made things worse; null where it has not, as far as one can tell
   */
  record Evidence(Measure.Span before, Measure.Span after, @Nullable String reason) {}

  /** The state of things when a change is made. */
  record Mark(Measure.Span before, Measure at) {}

  private final Supplier<Measure> measures;
  private final ConsoleProperties.Regression settings;
  private final Deque<Measure> seen = new ArrayDeque<>();

  /**
   * Nothing was seen yet.
   *
   * @param measures what was answered so far
   */
  RegressionWatch(Supplier<Measure> measures, ConsoleProperties.Regression settings) {
    this.measures = measures;
    this.settings = settings;
  }

  /** Called now and then: remembers how things are, for later. */
  void look() {
    Measure now = measures.get();
    Measure last = seen.peekLast();
    if (last == null || !now.at().isBefore(last.at().plus(STEP))) {
      seen.addLast(now);
      Instant oldest = now.at().minus(settings.window());
      while (seen.size() > 1 && seen.getFirst().at().isBefore(oldest)) {
        seen.removeFirst();
      }
    }
  }

  /** Forgets what it has seen: it was the time of a change that was taken back. */
  void forget() {
    seen.clear();
  }

  /** To be called just before a change. */
  Mark mark() {
    look();
    Measure now = measures.get();
    Measure first = seen.getFirst();
    return new Mark(now.since(first), now);
  }

  /** How things are since a change. */
  Evidence compare(Mark mark) {
    Measure.Span after = measures.get().since(mark.at());
    return new Evidence(mark.before(), after, settings.enabled() ? reason(mark, after) : null);
  }

  private @Nullable String reason(Mark mark, Measure.Span after) {
    Measure.Span before = mark.before();
    if (after.requests() < settings.minimumRequests()) {
      return null;
    }
    if (after.errors() >= FEWEST_ERRORS
        && after.errorShare() - before.errorShare() > settings.errorMargin()) {
      return text("replies with 5xx went from %s to %s", share(before), share(after));
    }
    double margin = settings.latencyMargin().toNanos() / 1e6;
    boolean isSlower =
        after.millis() > before.millis() * settings.latencyFactor()
            && after.millis() - before.millis() > margin;
    return isSlower && before.requests() >= settings.minimumRequests()
        ? text(
            "95 of 100 requests took up to %.1f ms before and take %.1f ms now",
            before.millis(), after.millis())
        : null;
  }

  private static String share(Measure.Span span) {
    return text("%.1f %% (%d of %d)", 100 * span.errorShare(), span.errors(), span.requests());
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
