package io.stoker.advisor.rules;

import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.api.MpmSettings;
import io.stoker.runtime.view.DirectiveUse;
import java.util.List;

/** MaxRequestWorkers and what bounds it. */
final class WorkerNumbers {

  private static final String WORKERS = "MaxRequestWorkers";
  private static final String SERVERS = "ServerLimit";

  /** What ServerLimit is cut to by event and worker; prefork takes ten times as many. */
  private static final long MOST_SERVERS = 20_000;

  private WorkerNumbers() {}

  /** A number of workers in whole children. */
  static long rounded(MpmSettings mpm, long workers) {
    int step = Math.max(1, mpm.threadsPerChild());
    return Math.max(step, workers / step * step);
  }

  /**
   * More workers, and as many children more as they take: MaxRequestWorkers alone would be cut back
   * to what there was.
   *
   * @return nothing where the two lines are in two files
   */
  static List<Change> raised(Configured configured, long workers) {
    MpmSettings mpm = configured.mpm();
    int step = Math.max(1, mpm.threadsPerChild());
    long wanted = Math.min(rounded(mpm, workers), MOST_SERVERS * step);
    String said = WORKERS + " " + wanted;
    if (wanted <= mpm.maxRequestWorkers()) {
      return List.of();
    }
    if (wanted / step <= mpm.serverLimit()) {
      return List.of(Change.set(configured, WORKERS, Long.toString(wanted)));
    }
    String limit = SERVERS + " " + wanted / step;
    DirectiveUse workersLine = configured.inMain(WORKERS);
    DirectiveUse limitLine = configured.inMain(SERVERS);
    if (limitLine == null) {
      return workersLine == null
          ? List.of(Change.append(configured, limit, said))
          : both(Change.after(workersLine, limit), Change.replace(workersLine, said));
    }
    return both(
        Change.replace(limitLine, limit),
        workersLine == null ? Change.after(limitLine, said) : Change.replace(workersLine, said));
  }

  private static List<Change> both(Change limit, Change workers) {
    Change one = Change.together(List.of(limit, workers));
    return one == null ? List.of() : List.of(one);
  }
}
