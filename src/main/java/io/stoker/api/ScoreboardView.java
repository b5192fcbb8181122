package io.stoker.api;

import java.util.List;

/**
 * The scoreboard and the process around it, for those who show them. Reading waits for nobody:
 * numbers of different slots may be of slightly different moments.
 */
public interface ScoreboardView {

  /** How the server is sized now. */
  MpmSettings settings();

  /** Whether ExtendedStatus is on: requests, times and clients are recorded. */
  boolean isExtended();

  /**
   * The places of the scoreboard in order: those with a child, and so many without one that there
   * are as many as MaxRequestWorkers takes.
   */
  List<ChildStatus> places();

  /** What was done since the start, by children that are gone too. */
  Totals totals();

  /**
   * Sums over all requests.
   *
   * @param nanos how long they took, one after the other
   */
  record Totals(long accesses, long bytes, long nanos) {}

  /** The process now. */
  ProcessStatus process();
}
