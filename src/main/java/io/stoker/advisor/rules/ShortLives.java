package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;

/** SR-044: children that are replaced after few connections */
@AutoService(Rule.class)
public final class ShortLives implements Rule {

  @Override
  public String id() {
    return "SR-044";
  }

  @Override
  public String looksAt() {
    return "`MaxConnectionsPerChild` below 1000 against how long children live";
  }

  /** Fewer connections than that are few. */
  static final int FEW = 1000;

  private static final long SHORT_SECONDS = 60;

  @Override
  public Finding judge(Site site) {
    int most = site.configured().mpm().maxConnectionsPerChild();
    if (most == 0 || most >= FEW) {
      return Finding.fine(
          "children are not replaced after few connections",
          Evidence.count("MaxConnectionsPerChild", most));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("MaxConnectionsPerChild", most));
    Measures live = site.live();
    boolean isShort = false;
    if (live != null && live.childrenEnded() > 0 && live.uptimeSeconds() > 0) {
      long living = live.childrenStarted() - live.childrenEnded();
      double life = (double) live.uptimeSeconds() * Math.max(1, living) / live.childrenStarted();
      isShort = life < SHORT_SECONDS;
      evidence.add(Evidence.count("children that have ended", live.childrenEnded()));
      evidence.add(Evidence.of("a child lives on average", life, "s"));
    }
    return Finding.advice(
        isShort ? Severity.WARNING : Severity.ADVICE,
        "A child is replaced after %,d connections".formatted(most),
        "A limit like 30 has its cost: each child begins anew, and its modules with it. It is a"
            + " means against leaks; 0 is for none, and what leaks slowly is bounded by some"
            + " thousands.",
        evidence,
        List.of(Change.set(site.configured(), "MaxConnectionsPerChild", "0")));
  }
}
