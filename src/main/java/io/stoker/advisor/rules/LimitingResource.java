package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Sample;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import java.util.Comparator;
import java.util.List;

/** SR-004: what limits, found by a load test */
@AutoService(Rule.class)
public final class LimitingResource implements Rule {

  @Override
  public String id() {
    return "SR-004";
  }

  @Override
  public String looksAt() {
    return "what came to its limit under the load that there was: processors, workers, "
        + "disk of the logs";
  }

  private static final double NEARLY_ALL = 0.9;

  @Override
  public Finding judge(Site site) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("a load to look at: " + load(site.configured()));
    }
    if (!live.isEnough() || live.samples().isEmpty()) {
      return new Finding.Waiting(
          "a load of some seconds (%s); there were %,d requests so far"
              .formatted(load(site.configured()), live.totals().accesses()));
    }
    int cpus = site.machine().cpus();
    int workers = site.configured().mpm().maxRequestWorkers();
    Sample best =
        live.samples().stream().max(Comparator.comparingLong(Sample::requests)).orElseThrow();
    List<Evidence> evidence =
        List.of(
            Evidence.count("requests in the busiest ten seconds", best.requests()),
            Evidence.share("of the processors, at most", live.peaks().cores(), cpus),
            Evidence.share("of the workers, at most", live.peaks().busy(), workers),
            Evidence.count("lines of logs that were dropped", live.logs().dropped()));
    String limit =
        live.logs().dropped() > 0
            ? "the disk of the logs"
            : live.peaks().full() > 0
                ? "the number of workers"
                : live.peaks().cores() >= NEARLY_ALL * cpus ? "the processors" : "";
    if (limit.isEmpty()) {
      return Finding.fine(
          "nothing was at its limit under the load that there was",
          evidence.toArray(Evidence[]::new));
    }
    return Finding.advice(
            Severity.NOTE,
            "What limits is " + limit,
            "Which machine fits is found by experiment: a load that is more than what is expected,"
                + " and a look at what comes to its end first. "
                + load(site.configured())
                + " makes one.",
            evidence,
            List.of())
        .plot(Series.of("processors busy", "", live.samples(), Sample::cores));
  }

  private static String load(Configured configured) {
    List<Core.ListenAddress> listens = configured.snapshot().main().get(Core.LISTEN);
    String port =
        listens.stream().filter(l -> !l.isFile()).findFirst().map(l -> ":" + l.port()).orElse("");
    return "bin/ab -k -c 50 -n 100000 http://127.0.0.1" + port + "/";
  }
}
