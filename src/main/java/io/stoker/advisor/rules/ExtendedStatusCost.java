package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** SR-060: what ExtendedStatus costs */
@AutoService(Rule.class)
public final class ExtendedStatusCost implements Rule {

  @Override
  public String id() {
    return "SR-060";
  }

  @Override
  public String looksAt() {
    return "`ExtendedStatus`: a look at the clock against the mean time of a request";
  }

  private static final double MUCH = 1;

  private final DoubleSupplier clock;

  /** Asks the clock of this machine how long it takes. */
  public ExtendedStatusCost() {
    this(ClockTrial::nanos);
  }

  /**
   * With another clock.
   *
   * @param clock nanoseconds that a look at it takes
   */
  ExtendedStatusCost(DoubleSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Finding judge(Site site) {
    if (!isOn(site.configured())) {
      return Finding.fine("ExtendedStatus is Off");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how long requests take");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    double look = clock.getAsDouble();
    double mean = (double) live.totals().nanos() / live.totals().accesses();
    boolean isMuch = Evidence.percent(look, mean) >= MUCH;
    DirectiveUse said = site.configured().inMain("ExtendedStatus");
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        said == null
            ? Evidence.text("ExtendedStatus", "On, since mod_status is loaded")
            : Evidence.line(said));
    evidence.add(Evidence.of("a look at the clock takes", look, "ns"));
    evidence.add(Evidence.of("a request takes on average", mean / 1000, "µs"));
    evidence.add(Evidence.share("of which that is", look, mean));
    return Finding.advice(
        isMuch ? Severity.ADVICE : Severity.NOTE,
        isMuch
            ? "ExtendedStatus takes a part of each request"
            : "ExtendedStatus costs next to nothing here",
        "httpd was measured to make one call more for each request (9 instead of 8). Here it is one"
            + " more look at a clock that needs no call.",
        evidence,
        isMuch ? List.of(Change.set(site.configured(), "ExtendedStatus", "Off")) : List.of());
  }

  /** On without being said, as soon as mod_status is loaded. */
  static boolean isOn(Configured configured) {
    Boolean said = configured.snapshot().main().get(Core.EXTENDED_STATUS);
    return said == null ? configured.snapshot().isLoaded("mod_status") : said;
  }
}
