package io.stoker.logging;

/** What becomes of lines when as many wait as may. */
public enum Overflow {
  /** They are dropped and counted. */
  DROP,
  /**
   * Workers wait before they answer requests. The lines of requests that were under way by then are
   * kept until twice as much waits.
   */
  BLOCK
}
