package io.stoker.api.explain;

import io.stoker.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that was tried: what it looked at, what it found, and what came of it.
 *
 * @param line where it stands
 * @param pattern as written, with its exclamation mark
 * @param subject what the pattern was held against
 * @param matched whether the pattern applies
 * @param groups what the pattern found: the whole, then each group; empty where it did not match
 * @param conditions those that were judged, in order; the rule applies when they hold
 * @param applied whether pattern and conditions let it
 * @param result what it made of the subject; null where it left that alone
 * @param flags as written, without brackets
 * @param directory whose rules these are; null for those of a server
 */
public record RuleTrial(
    Position line,
    String pattern,
    String subject,
    boolean matched,
    List<String> groups,
    List<ConditionTrial> conditions,
    boolean applied,
    @Nullable String result,
    String flags,
    @Nullable String directory) {

  /**
   * A condition that was judged.
   *
   * @param test as written
   * @param input what the test string came to
   * @param pattern as written, with its exclamation mark
   * @param holds with the exclamation mark taken into account
   * @param groups what the pattern found: the whole, then each group
   * @param or whether the next one could hold instead
   */
  public record ConditionTrial(
      Position line,
      String test,
      String input,
      String pattern,
      boolean holds,
      List<String> groups,
      boolean or) {}
}
