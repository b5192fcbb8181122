package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Sample;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.MpmSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** SR-002: MaxRequestWorkers against memory and the observed peak */
@AutoService(Rule.class)
public final class WorkersForMemory implements Rule {

  @Override
  public String id() {
    return "SR-002";
  }

  @Override
  public String looksAt() {
    return "`MaxRequestWorkers` against the memory that a busy worker was measured to "
        + "need, and the peak";
  }

  /** Busy workers that a peak must have more than rest, to tell what one needs. */
  private static final int ENOUGH = 10;

  @Override
  public Finding judge(Site site) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many workers are busy at once, and what memory they need");
    }
    List<Sample> known = live.samples().stream().filter(s -> s.resident() > 0).toList();
    Sample rest = known.stream().min(Comparator.comparingInt(Sample::busy)).orElse(null);
    Sample peak =
        known.stream()
            .max(Comparator.comparingInt(Sample::busy).thenComparingLong(Sample::resident))
            .orElse(null);
    if (rest == null || peak == null || peak.busy() - rest.busy() < ENOUGH) {
      return new Finding.Waiting(
          "a peak of %d busy workers more than at rest; it was %d"
              .formatted(ENOUGH, rest == null || peak == null ? 0 : peak.busy() - rest.busy()));
    }
    MpmSettings mpm = site.configured().mpm();
    long each = Math.max(0, (peak.resident() - rest.resident()) / (peak.busy() - rest.busy()));
    long free = free(site.machine(), peak);
    long ceiling = each == 0 ? Integer.MAX_VALUE : peak.busy() + free / each;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("MaxRequestWorkers", mpm.maxRequestWorkers()));
    evidence.add(Evidence.count("busy at once, at most", live.peaks().busy()));
    evidence.add(Evidence.count("seconds in which all were busy", live.peaks().full()));
    evidence.add(Evidence.bytes("memory at the peak", peak.resident()));
    evidence.add(Evidence.bytes("at rest", rest.resident()));
    evidence.add(Evidence.bytes("a busy worker needs", each));
    evidence.add(Evidence.bytes("still free at the peak", free));
    if (each > 0) {
      evidence.add(Evidence.count("workers that the memory takes", ceiling));
    }
    return judged(site.configured(), live, ceiling, evidence);
  }

  private static long free(Machine machine, Sample peak) {
    long bound = machine.limit() > 0 ? machine.limit() : peak.resident() + machine.available();
    return Math.max(0, bound - peak.resident());
  }

  private static Finding judged(
      Configured configured, Measures live, long ceiling, List<Evidence> evidence) {
    MpmSettings mpm = configured.mpm();
    Series series = Series.of("busy workers", "", live.samples(), Sample::busy);
    Series plot =
        series == null ? null : series.beside("MaxRequestWorkers", mpm.maxRequestWorkers());
    if (ceiling < mpm.maxRequestWorkers()) {
      return Finding.advice(
              Severity.WARNING,
              "The memory takes %,d busy workers, MaxRequestWorkers allows %,d"
                  .formatted(ceiling, mpm.maxRequestWorkers()),
              "MaxRequestWorkers is to be what the memory that others leave takes, divided by what"
                  + " one worker needs: clients that wait are better than a server that swaps or"
                  + " is ended.",
              evidence,
              List.of(change(configured, ceiling)))
          .plot(plot);
    }
    long twice = Math.min(ceiling, 2L * mpm.maxRequestWorkers());
    if (live.peaks().full() > 0 && twice > mpm.maxRequestWorkers()) {
      return Finding.advice(
              Severity.ADVICE,
              "All %,d workers were busy for %,d seconds"
                  .formatted(mpm.maxRequestWorkers(), live.peaks().full()),
              "Clients waited in the listen queue meanwhile, and the memory takes more workers.",
              evidence,
              List.of(change(configured, twice)))
          .plot(plot);
    }
    return Finding.fine(
        "MaxRequestWorkers fits the memory and the load", evidence.toArray(Evidence[]::new));
  }

  private static Change change(Configured configured, long workers) {
    int step = Math.max(1, configured.mpm().threadsPerChild());
    long rounded = Math.max(step, workers / step * step);
    return Change.set(configured, "MaxRequestWorkers", Long.toString(rounded));
  }
}
