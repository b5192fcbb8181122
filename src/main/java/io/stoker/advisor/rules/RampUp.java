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

/** SR-038: how long children take to be enough after a start */
@AutoService(Rule.class)
public final class RampUp implements Rule {

  @Override
  public String id() {
    return "SR-038";
  }

  @Override
  public String looksAt() {
    return "`StartServers` against the peak: seconds until there are enough children";
  }

  private static final int LOOKED_AT = 60;
  private static final int WORTH = 3;
  private static final int FASTEST = 32;

  @Override
  public Finding judge(Site site) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many workers are needed");
    }
    if (live.peaks().seconds() < LOOKED_AT) {
      return new Finding.Waiting(
          "%d seconds of service; there were %d".formatted(LOOKED_AT, live.peaks().seconds()));
    }
    MpmSettings mpm = site.configured().mpm();
    int slots = Math.max(1, mpm.threadsPerChild());
    int needed =
        Math.min(mpm.maxServers(), (live.peaks().busy() + mpm.minSpare() + slots - 1) / slots);
    int missing = Math.max(0, needed - mpm.startServers());
    List<Evidence> evidence =
        List.of(
            Evidence.count("StartServers", mpm.startServers()),
            Evidence.count("children that the peak needs, with its spare ones", needed),
            Evidence.count("busy at once, at most", live.peaks().busy()),
            Evidence.of("one child a second would take", missing, "s"),
            Evidence.of("1, 2, 4 … 32 a second take", doubling(missing), "s"));
    if (doubling(missing) < WORTH) {
      return Finding.fine(
          "children are enough soon after a start", evidence.toArray(Evidence[]::new));
    }
    return Finding.advice(
            Severity.ADVICE,
            "After a start it takes %d seconds until there are enough children"
                .formatted(doubling(missing)),
            "Children are started at a rate that doubles each second. A child costs little here, it"
                + " is no process: all that are needed can be there from the start.",
            evidence,
            List.of(Change.set(site.configured(), "StartServers", Integer.toString(needed))))
        .plot(Series.of("children", "", live.samples(), Sample::children));
  }

  /** Seconds in which so many are started, at 1, 2, 4 … 32 a second. */
  static int doubling(int children) {
    int seconds = 0;
    int rate = 1;
    for (int left = children; left > 0; left -= rate, rate = Math.min(FASTEST, 2 * rate)) {
      seconds++;
    }
    return seconds;
  }
}
