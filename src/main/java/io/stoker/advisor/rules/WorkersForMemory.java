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
import java.util.Collections;
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

  /** Seconds in which the JVM loads and compiles classes, and its heap comes to its size. */
  private static final int WARM_UP = 300;

  @Override
  public Finding judge(Site site) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many workers are busy at once, and what memory they need");
    }
    List<Sample> warm = warm(live);
    if (warm.isEmpty()) {
      return new Finding.Waiting(
          "%d seconds after the start, when memory has come to its size".formatted(WARM_UP));
    }
    Sample peak = Collections.max(warm, PEAK);
    Sample rest = Collections.min(warm.subList(0, warm.indexOf(peak) + 1), REST);
    if (peak.busy() - rest.busy() < ENOUGH) {
      return new Finding.Waiting(
          "a peak of %d busy workers more than at rest before it; it was %d"
              .formatted(ENOUGH, peak.busy() - rest.busy()));
    }
    MpmSettings mpm = site.configured().mpm();
    long each = Math.max(0, (peak.resident() - rest.resident()) / (peak.busy() - rest.busy()));
    long most = most(site.machine(), peak);
    long free = Math.max(0, bound(site.machine(), peak) - peak.resident());
    // What heap and buffers may come to is bounded: where that fits, so does any number of workers.
    boolean isBounded = each == 0 || most <= free;
    long ceiling = isBounded ? Integer.MAX_VALUE : peak.busy() + free / each;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("MaxRequestWorkers", mpm.maxRequestWorkers()));
    evidence.add(Evidence.count("busy at once, at most", live.peaks().busy()));
    evidence.add(Evidence.count("seconds in which all were busy", live.peaks().full()));
    evidence.add(Evidence.bytes("memory at the peak", peak.resident()));
    evidence.add(Evidence.bytes("at rest before it", rest.resident()));
    evidence.add(Evidence.bytes("a busy worker needs", each));
    evidence.add(Evidence.bytes("still free at the peak", free));
    evidence.add(Evidence.bytes("heap and buffers can still grow by", most));
    if (!isBounded) {
      evidence.add(Evidence.count("workers that the memory takes", ceiling));
    }
    return judged(site.configured(), live, ceiling, evidence);
  }

  private static final Comparator<Sample> PEAK =
      Comparator.comparingInt(Sample::busy).thenComparingLong(Sample::resident);

  /**
   * Of the quietest moments the one with the most memory: what the heap has grown by before is no
   * worker's.
   */
  private static final Comparator<Sample> REST =
      Comparator.comparingInt(Sample::busy)
          .thenComparing(Comparator.comparingLong(Sample::resident).reversed());

  /** Samples that say something of workers. */
  private static List<Sample> warm(Measures live) {
    List<Sample> known = live.samples().stream().filter(s -> s.resident() > 0).toList();
    if (known.isEmpty()) {
      return known;
    }
    long started = known.getLast().second() - live.uptimeSeconds();
    return known.stream().filter(s -> s.second() >= started + WARM_UP).toList();
  }

  private static long bound(Machine machine, Sample peak) {
    long now = machine.resident() > 0 ? machine.resident() : peak.resident();
    return machine.limit() > 0 ? machine.limit() : now + machine.available();
  }

  /** How much more than at the peak the JVM lets the process have. */
  private static long most(Machine machine, Sample peak) {
    return Math.max(0, machine.jvm().total() - peak.resident());
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
              List.of(
                  Change.set(
                      configured,
                      "MaxRequestWorkers",
                      Long.toString(WorkerNumbers.rounded(mpm, ceiling)))))
          .plot(plot);
    }
    long twice = Math.min(ceiling, 2L * mpm.maxRequestWorkers());
    if (live.peaks().full() > 0 && twice > mpm.maxRequestWorkers()) {
      return Finding.advice(
              Severity.ADVICE,
              "All %,d workers were busy for %,d seconds"
                  .formatted(mpm.maxRequestWorkers(), live.peaks().full()),
              "Clients waited in the listen queue meanwhile, and the memory takes more workers."
                  + " More than ServerLimit times ThreadsPerChild there cannot be, whatever"
                  + " MaxRequestWorkers says.",
              evidence,
              WorkerNumbers.raised(configured, twice))
          .plot(plot);
    }
    return Finding.fine(
        "MaxRequestWorkers fits the memory and the load", evidence.toArray(Evidence[]::new));
  }
}
