package io.stoker.runtime.logs;

import java.util.List;
import java.util.Locale;

/**
 * Which lines are wanted: those that have all of the words, in any case. No regular expressions:
 * what a line costs is known beforehand.
 */
public record LogQuery(List<String> words) {

  private static final int MOST = 10;

  /** Of what somebody typed, words between spaces; nothing for all lines. */
  public static LogQuery of(String typed) {
    List<String> words =
        typed.isBlank()
            ? List.of()
            : List.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
                .limit(MOST)
                .toList();
    return new LogQuery(words);
  }

  boolean fits(String line) {
    if (words.isEmpty()) {
      return true;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    return words.stream().allMatch(lower::contains);
  }
}
