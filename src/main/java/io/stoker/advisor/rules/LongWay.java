package io.stoker.advisor.rules;

import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is common to the rules about things that httpd does for every request and Stoker only for
 * those that no plan answers: whether they matter here is measured.
 */
final class LongWay {

  /** Part of the time of all requests, in percent, from which on walks are worth a change. */
  static final double WORTH = 5;

  private static final String NOT_HERE =
      " Stoker does it once for a reply and keeps that until a file changes: the part of all"
          + " time that is spent so is what could be gained.";

  private LongWay() {}

  /** What plans and walks were measured to do. */
  static List<Evidence> evidence(Measures live) {
    return List.of(
        Evidence.count("requests", live.totals().accesses()),
        Evidence.share("answered from a plan", live.plans().hits(), live.totals().accesses()),
        Evidence.of("a walk to a file takes", live.walkMicros(), "µs"),
        Evidence.share(
            "of the time of all requests, walks took", live.cold().nanos(), live.totals().nanos()));
  }

  /**
   * An advice where walks take a part of the time that is worth it, else a note that they do not,
   * without the changes, for they take a protection or a convenience away; before there were enough
   * requests, what is waited for.
   *
   * @param own what is counted in the configuration
   * @param why what httpd does
   */
  static Finding judge(
      Site site,
      List<Evidence> own,
      String what,
      String why,
      Function<Site, List<Change>> changes) {
    Finding found = judgeAnyway(site, own, what, why, changes);
    return found instanceof Finding.Advice a && a.severity() == Severity.NOTE
        ? new Finding.Advice(a.severity(), a.what(), a.why(), a.evidence(), a.series(), List.of())
        : found;
  }

  /** The same for changes that are good whether or not they gain time. */
  static Finding judgeAnyway(
      Site site,
      List<Evidence> own,
      String what,
      String why,
      Function<Site, List<Change>> changes) {
    Measures live = site.live();
    if (live == null) {
      return Finding.running("what part of the requests plans answer");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    List<Evidence> all = new ArrayList<>(own);
    all.addAll(evidence(live));
    boolean isWorthIt = live.walkPercent() >= WORTH;
    Finding.Advice advice =
        new Finding.Advice(
            isWorthIt ? Severity.ADVICE : Severity.NOTE,
            what + (isWorthIt ? "" : ": it costs next to nothing here"),
            why + NOT_HERE,
            all,
            null,
            changes.apply(site));
    return advice.plot(
        Series.of(
            "answered from a plan",
            "%",
            live.samples(),
            s -> Evidence.percent(s.hits(), s.requests())));
  }
}
