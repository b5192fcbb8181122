package io.stoker.advisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has said, with all that belongs to it, for those who show it.
 *
 * @param id of the statement
 * @param section of the tuning guide
 * @param statement what the guide says, in our words
 * @param measured what httpd was measured to do; empty where nothing was
 * @param kind whether there is an advice, nothing to change, or not enough known
 * @param severity of an advice; null for the other kinds
 * @param what in one sentence; of what is not known, what it waits for
 * @param why of an advice; empty for the other kinds
 */
public record Judgement(
    String id,
    String section,
    String statement,
    String measured,
    Kind kind,
    @Nullable Severity severity,
    String what,
    String why,
    List<Evidence> evidence,
    @Nullable Series series,
    List<Change> changes) {

  /** What came of a rule. */
  public enum Kind {
    ADVICE,
    WAITING,
    FINE
  }

  static Judgement of(Rule rule, Site site) {
    Statement s = Statement.of(rule.id());
    return switch (rule.judge(site)) {
      case Finding.Advice a ->
          of(
              s,
              Kind.ADVICE,
              a.severity(),
              a.what(),
              a.why(),
              a.evidence(),
              a.series(),
              a.changes());
      case Finding.Waiting(String forWhat) ->
          of(s, Kind.WAITING, null, forWhat, "", List.of(), null, List.of());
      case Finding.Fine(String what, List<Evidence> evidence) ->
          of(s, Kind.FINE, null, what, "", evidence, null, List.of());
    };
  }

  private static Judgement of(
      Statement s,
      Kind kind,
      @Nullable Severity severity,
      String what,
      String why,
      List<Evidence> evidence,
      @Nullable Series series,
      List<Change> changes) {
    return new Judgement(
        s.id(),
        s.section(),
        s.text(),
        s.measured(),
        kind,
        severity,
        what,
        why,
        evidence,
        series,
        changes);
  }

  /** Whether it is an advice that matters so much, or more. */
  public boolean isAtLeast(Severity least) {
    return severity != null && severity.compareTo(least) >= 0;
  }
}
