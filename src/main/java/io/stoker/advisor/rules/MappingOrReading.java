package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** SR-030: mapping files against reading them */
@AutoService(Rule.class)
public final class MappingOrReading implements Rule {

  @Override
  public String id() {
    return "SR-030";
  }

  @Override
  public String looksAt() {
    return "`EnableMMAP`, with a trial that maps and reads on all processors";
  }

  private final DoubleSupplier trial;

  /** Maps and reads a file of its own to compare. */
  public MappingOrReading() {
    this(MappingTrial::ratio);
  }

  /**
   * With another trial.
   *
   * @param trial how long mapping takes for each part of the time that reading takes
   */
  MappingOrReading(DoubleSupplier trial) {
    this.trial = trial;
  }

  @Override
  public Finding judge(Site site) {
    List<DirectiveUse> said = site.configured().uses("EnableMMAP");
    if (said.isEmpty()) {
      return Finding.fine("nothing says EnableMMAP; files are never mapped");
    }
    double ratio = trial.getAsDouble();
    if (ratio <= 0) {
      return new Finding.Waiting("a temporary file that can be written");
    }
    List<Evidence> evidence = new ArrayList<>();
    said.forEach(use -> evidence.add(Evidence.line(use)));
    evidence.add(Evidence.count("processors", site.machine().cpus()));
    evidence.add(Evidence.of("mapping takes, where reading takes 1", ratio, "times"));
    return Finding.advice(
        Severity.NOTE,
        "EnableMMAP has no effect: files are read, or sent by the kernel",
        "A mapping has to be told to every processor, and again when it ends; the trial maps and"
            + " reads one and the same file on all processors of this machine at once.",
        evidence,
        said.stream().map(Change::remove).toList());
  }
}
