package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
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

/** SR-052: worker: what waiting connections hold */
@AutoService(Rule.class)
public final class WorkerSlots implements Rule {

  @Override
  public String id() {
    return "SR-052";
  }

  @Override
  public String looksAt() {
    return "mpm_worker: slots that waiting connections hold";
  }

  private static final double MUCH = 10;

  @Override
  public Finding judge(Site site) {
    MpmSettings mpm = site.configured().mpm();
    if (mpm.kind() != MpmSettings.Kind.WORKER) {
      return Finding.fine("the MPM is " + mpm.kind().word());
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many slots waiting connections hold");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    double percent = Evidence.percent(live.keptSlots(), live.slots());
    Evidence[] evidence = {
      Evidence.count("slots", live.slots()),
      Evidence.share("of them, held by waiting connections", live.keptSlots(), live.slots()),
      Evidence.count("ThreadsPerChild", mpm.threadsPerChild()),
      Evidence.count("times that accepting stopped", live.pauses())
    };
    if (percent < MUCH) {
      return Finding.fine("few slots are held by waiting connections", evidence);
    }
    return Finding.advice(
            Severity.ADVICE,
            "Waiting connections hold %.0f %% of the slots".formatted(percent),
            "worker needs less memory than prefork, and keeps one thread for each connection all"
                + " the same; event gives it back between requests.",
            List.of(evidence),
            ModelByModule.change(site.configured(), mpm.kind()))
        .plot(Series.of("waiting connections", "", live.samples(), Sample::keepAlive));
  }
}
