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
import java.util.ArrayList;
import java.util.List;

/** SR-041: bursts of children */
@AutoService(Rule.class)
public final class SpawnBursts implements Rule {

  @Override
  public String id() {
    return "SR-041";
  }

  @Override
  public String looksAt() {
    return "spare settings against seconds in which eight children or more were started";
  }

  @Override
  public Finding judge(Site site) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how fast children are started");
    }
    MpmSettings mpm = site.configured().mpm();
    List<Evidence> evidence =
        List.of(
            Evidence.count(
                "seconds in which eight children or more were started", live.peaks().bursts()),
            Evidence.count("the most in one second", live.peaks().spawned()),
            Evidence.count("busy at once, at most", live.peaks().busy()),
            Evidence.count("idle workers below which more are started", mpm.minSpare()));
    if (live.peaks().bursts() < 2) {
      return Finding.fine("children are started slowly enough", evidence.toArray(Evidence[]::new));
    }
    int slots = Math.max(1, mpm.threadsPerChild());
    int least =
        Math.min(mpm.maxRequestWorkers() / 2, mpm.minSpare() + live.peaks().spawned() * slots);
    boolean isPrefork = mpm.kind() == MpmSettings.Kind.PREFORK;
    List<Change> changes = new ArrayList<>();
    changes.add(
        Change.set(
            site.configured(),
            isPrefork ? "MinSpareServers" : "MinSpareThreads",
            Integer.toString(least)));
    if (mpm.maxSpare() < least + slots) {
      changes.addFirst(
          Change.set(
              site.configured(),
              isPrefork ? "MaxSpareServers" : "MaxSpareThreads",
              Integer.toString(least + slots)));
    }
    return Finding.advice(
            Severity.ADVICE,
            "Children are started in bursts",
            "The log says then that the server seems busy, at level info, which LogLevel warn"
                + " hides. More idle workers are there before the next burst.",
            evidence,
            changes)
        .plot(Series.of("children started in a second", "", live.samples(), Sample::spawned));
  }
}
