package io.stoker.api;

import java.util.List;

/**
 * A letter of LogFormat as it is written for a request that is answered from a plan: on an event
 * loop, without allocating anything, and without the {@link Exchange} that such a request has not.
 */
@FunctionalInterface
public interface HitValue {

  /**
   * Adds its text, escaped, to the line.
   *
   * @return false when there is none, for {@code -}; nothing was added then
   */
  boolean append(Hit hit, LogLine line);

  /** The request's fields that it reads, in lower case ({@link HitLog#fields}). */
  default List<String> fields() {
    return List.of();
  }
}
