package io.stoker.advisor;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all rules have said of a site.
 *
 * @param generation of the configuration
 * @param file the main file of the configuration
 * @param isRunning whether a running server was measured
 * @param seconds that the configuration in force was looked at
 * @param judgements one of each rule: warnings, advices, notes, then what waits, then what is fine
 */
public record Report(
    long generation, String file, boolean isRunning, long seconds, List<Judgement> judgements) {

  private static final Comparator<Judgement> ORDER =
      Comparator.comparing(Judgement::kind)
          .thenComparing(j -> j.severity() == null ? 0 : -j.severity().ordinal())
          .thenComparing(Judgement::id);

  static Report of(Site site, Stream<Rule> rules) {
    Measures live = site.live();
    return new Report(
        site.configured().snapshot().generation(),
        site.configured().mainFile(),
        live != null,
        live == null ? 0 : live.peaks().seconds(),
        rules.map(rule -> Judgement.of(rule, site)).sorted(ORDER).toList());
  }

  /** Those of a kind. */
  public List<Judgement> of(Judgement.Kind kind) {
    return judgements.stream().filter(j -> j.kind() == kind).toList();
  }

  /** How many advices matter so much, or more. */
  public long count(Severity least) {
    return judgements.stream().filter(j -> j.isAtLeast(least)).count();
  }
}
