package io.stoker.advisor;

import io.stoker.api.ScoreboardView;
import io.stoker.runtime.ColdFigures;
import io.stoker.runtime.LogFigures;
import io.stoker.runtime.PlanFigures;
import java.util.List;

/**
 * What a running server has measured of itself: counts since its start, what came to its limits
 * under the configuration in force, and the last hour in samples.
 *
 * @param uptimeSeconds since the start
 * @param totals requests, bytes and the time that they took
 * @param reused requests on connections that had one before
 * @param keptSlots worker slots that connections without a request hold now
 * @param slots worker slots that there are
 * @param childrenStarted, childrenEnded since the start
 * @param pauses how often accepting stopped since there was no room, under the configuration in
 *     force
 * @param peaks under the configuration in force
 */
public record Measures(
    long uptimeSeconds,
    ScoreboardView.Totals totals,
    long reused,
    int keptSlots,
    int slots,
    PlanFigures plans,
    ColdFigures cold,
    LogFigures logs,
    long childrenStarted,
    long childrenEnded,
    long pauses,
    Peaks peaks,
    List<Sample> samples) {

  /** Requests from which on shares of them mean something. */
  public static final long ENOUGH = 1000;

  /** Whether there were so many requests. */
  public boolean isEnough() {
    return totals.accesses() >= ENOUGH;
  }

  /** Requests that opened a connection: those that no other came before. */
  public long connections() {
    return Math.max(0, totals.accesses() - reused);
  }

  /** The part of the time of all requests that walks to files took, in percent. */
  public double walkPercent() {
    return Evidence.percent(cold.nanos(), totals.nanos());
  }

  /** Mean of a walk in microseconds; 0 without any. */
  public double walkMicros() {
    return cold.walks() == 0 ? 0 : cold.nanos() / 1000.0 / cold.walks();
  }

  /** Requests that a plan answered, in percent. */
  public double planPercent() {
    return Evidence.percent(plans.hits(), totals.accesses());
  }
}
