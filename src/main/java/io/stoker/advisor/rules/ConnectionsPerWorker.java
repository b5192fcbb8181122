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
import io.stoker.api.MpmSettings;
import java.util.List;

/** SR-053: event: connections beyond the busy ones */
@AutoService(Rule.class)
public final class ConnectionsPerWorker implements Rule {

  @Override
  public String id() {
    return "SR-053";
  }

  @Override
  public String looksAt() {
    return "mpm_event: `AsyncRequestWorkerFactor` against pauses of accepting while "
        + "workers were idle";
  }

  @Override
  public Finding judge(Site site) {
    MpmSettings mpm = site.configured().mpm();
    if (mpm.kind() != MpmSettings.Kind.EVENT) {
      return Finding.fine("the MPM is " + mpm.kind().word());
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("whether connections are turned away while workers are idle");
    }
    List<Evidence> evidence =
        List.of(
            Evidence.of("AsyncRequestWorkerFactor", mpm.asyncRequestWorkerFactor(), "a worker"),
            Evidence.count("times that accepting stopped", live.pauses()),
            Evidence.count("connections at once, at most", live.peaks().connections()),
            Evidence.share(
                "of the workers, busy at most", live.peaks().busy(), mpm.maxRequestWorkers()));
    boolean hadIdle = live.peaks().busy() * 2 < mpm.maxRequestWorkers();
    if (live.pauses() == 0 || !hadIdle) {
      return Finding.fine(
          "connections found room while workers were idle", evidence.toArray(Evidence[]::new));
    }
    double factor = 2 * mpm.asyncRequestWorkerFactor();
    String value =
        factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    return Finding.advice(
            Severity.ADVICE,
            "Accepting stopped %,d times while half of the workers were idle"
                .formatted(live.pauses()),
            "A child takes so many connections that each idle worker has AsyncRequestWorkerFactor"
                + " of them; waiting ones cost little more than their descriptor.",
            evidence,
            List.of(Change.set(site.configured(), "AsyncRequestWorkerFactor", value)))
        .plot(Series.of("connections", "", live.samples(), Sample::connections));
  }
}
