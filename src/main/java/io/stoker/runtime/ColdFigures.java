package io.stoker.runtime;

import io.stoker.engine.ColdCounts;
import java.util.Map;

/**
 * What requests cost that no plan answers, since the start.
 *
 * @param walks from the root down to a file, with the sections and access files on the way
 * @param nanos that they took in all
 * @param negotiations names without a file of their own that one was chosen for
 * @param indexes how often each index file was found for a directory
 */
public record ColdFigures(long walks, long nanos, long negotiations, Map<String, Long> indexes) {

  /** None so far. */
  public static final ColdFigures NONE = new ColdFigures(0, 0, 0, Map.of());

  static ColdFigures of(ColdCounts counts) {
    return new ColdFigures(counts.walks(), counts.nanos(), counts.negotiations(), counts.indexes());
  }
}
