package io.stoker.advisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule has to say of a site. */
public sealed interface Finding {

  /** Nothing to change; what was looked at. */
  record Fine(String what, List<Evidence> evidence) implements Finding {}

  /** Not enough is known yet. */
  record Waiting(String forWhat) implements Finding {}

  /**
   * Something is to be known, or to be changed.
   *
   * @param what in one sentence
   * @param why in some more
   * @param evidence what it rests on
   * @param series a plot of it, where there is one
   * @param changes in the order in which they are to be made; none where there is nothing to change
   */
  record Advice(
      Severity severity,
      String what,
      String why,
      List<Evidence> evidence,
      @Nullable Series series,
      List<Change> changes)
      implements Finding {

    public Advice {
      evidence = Evidence.bounded(evidence);
      changes = List.copyOf(changes);
    }

    /** The same with a plot. */
    public Advice plot(@Nullable Series other) {
      return new Advice(severity, what, why, evidence, other, changes);
    }
  }

  /** Nothing to change. */
  static Finding fine(String what, Evidence... evidence) {
    return new Fine(what, List.of(evidence));
  }

  /** For what only a running server knows. */
  static Finding running(String what) {
    return new Waiting("a running server: " + what);
  }

  /** For more requests. */
  static Finding requests(Measures live) {
    return new Waiting(
        "%,d requests; there were %,d".formatted(Measures.ENOUGH, live.totals().accesses()));
  }

  /** An advice without a plot. */
  static Advice advice(
      Severity severity, String what, String why, List<Evidence> evidence, List<Change> changes) {
    return new Advice(severity, what, why, evidence, null, changes);
  }
}
