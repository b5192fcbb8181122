package io.stoker.expr;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression with PCRE's meaning over byte strings. One interface, so that the engine
 * behind it can change.
 */
public interface Regex {

  /** The first match at or after the beginning, or null. */
  @Nullable Match find(String input);

  /** Whether there is a match anywhere. */
  default boolean matches(String input) {
    return find(input) != null;
  }

  /** The pattern as written. */
  String pattern();

  /** Number of capturing groups. */
  int groupCount();

  /** Names of the named groups by number; empty where there are none. */
  java.util.Map<Integer, String> groupNames();

  /** A match with its groups. */
  interface Match {
    /** Start of group {@code i} (0 is all), or -1 where it did not take part. */
    int start(int i);

    int end(int i);

    /** The text of group {@code i}, or null. */
    @Nullable String group(int i);

    int groupCount();
  }
}
