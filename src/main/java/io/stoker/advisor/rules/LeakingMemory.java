package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Sample;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.List;

/** SR-045: memory that grows */
@AutoService(Rule.class)
public final class LeakingMemory implements Rule {

  @Override
  public String id() {
    return "SR-045";
  }

  @Override
  public String looksAt() {
    return "memory that grows over an hour, `MaxConnectionsPerChild`";
  }

  /** Samples of most of an hour. */
  private static final int ENOUGH = 300;

  private static final double GROWTH = 1.25;

  @Override
  public Finding judge(Site site) {
    int most = site.configured().mpm().maxConnectionsPerChild();
    Measures live = site.live();
    if (live == null) {
      return Finding.running("whether its memory grows");
    }
    List<Sample> known = live.samples().stream().filter(s -> s.resident() > 0).toList();
    if (known.size() < ENOUGH) {
      return new Finding.Waiting(
          "an hour of service; it was looked at for %d minutes".formatted(known.size() / 6));
    }
    double first = mean(known.subList(0, known.size() / 4));
    double second = mean(known.subList(known.size() / 4, known.size() / 2));
    double third = mean(known.subList(known.size() / 2, known.size() * 3 / 4));
    double last = mean(known.subList(known.size() * 3 / 4, known.size()));
    List<Evidence> evidence =
        List.of(
            Evidence.bytes("memory in the first quarter of the hour", Math.round(first)),
            Evidence.bytes("in the last quarter", Math.round(last)),
            Evidence.count("MaxConnectionsPerChild", most));
    boolean grows = first < second && second < third && third < last && last >= GROWTH * first;
    if (!grows || most > 0) {
      return Finding.fine(
          grows ? "memory grows, and children are replaced" : "memory does not grow",
          evidence.toArray(Evidence[]::new));
    }
    return Finding.advice(
            Severity.ADVICE,
            "Memory has grown by %.0f %% within the hour".formatted(100 * (last / first - 1)),
            "Where something leaks, a child that is replaced after about 10000 connections gives"
                + " back what its modules have kept for it. What Java keeps for all children is"
                + " not given back so: its heap has a limit of its own.",
            evidence,
            List.of(Change.set(site.configured(), "MaxConnectionsPerChild", "10000")))
        .plot(Series.of("memory", "bytes", live.samples(), Sample::resident));
  }

  private static double mean(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::resident).average().orElse(0);
  }
}
