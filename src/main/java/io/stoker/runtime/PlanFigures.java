package io.stoker.runtime;

import io.stoker.engine.PlanCounts;
import java.util.Map;

/**
 * How the plans fare, since the start: replies that are kept for later requests.
 *
 * @param hits requests that were answered from a plan
 * @param fills plans made
 * @param changes plans that ended since what they were made of had changed
 * @param evictions plans that gave way to others
 * @param refusals replies that no plan could be made of, by reason
 */
public record PlanFigures(
    long hits, long fills, long changes, long evictions, Map<String, Long> refusals) {

  static PlanFigures of(PlanCounts counts) {
    return new PlanFigures(
        counts.hits(), counts.fills(), counts.changes(), counts.evictions(), counts.refusals());
  }
}
