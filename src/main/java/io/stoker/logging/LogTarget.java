package io.stoker.logging;

import io.stoker.api.LogLine;

/**
 * A log as those see it who write to it. Writing never blocks and never fails: what cannot be kept
 * is counted and reported in the error log.
 */
public interface LogTarget {

  /**
   * Hands over one line.
   *
   * @param line without its end, one char per byte
   */
  void write(String line);

  /**
   * Hands over one line, of which nothing is kept afterwards but a copy. Makes nothing and takes no
   * lock where it is called by a thread of the system, such as an event loop.
   *
   * @param line without its end
   */
  void write(LogLine line);

  /** Whether to go on without {@link #awaitRoom}; always true where lines may be dropped. */
  boolean hasRoom();

  /**
   * Where no line may be dropped, waits until fewer lines wait to be written; for workers, before
   * they answer a request.
   */
  void awaitRoom();
}
