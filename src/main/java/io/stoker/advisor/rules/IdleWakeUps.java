package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;

/** SR-063: who wakes up for a connection */
@AutoService(Rule.class)
public final class IdleWakeUps implements Rule {

  @Override
  public String id() {
    return "SR-063";
  }

  @Override
  public String looksAt() {
    return "`ListenCoresBucketsRatio`, children, pauses of accepting";
  }

  @Override
  public Finding judge(Site site) {
    List<DirectiveUse> said = site.configured().uses("ListenCoresBucketsRatio");
    int listens = site.configured().mpm().listen().size();
    if (said.isEmpty()) {
      return Finding.fine(
          "one event loop accepts for each address: nobody else wakes up",
          Evidence.count("addresses", listens));
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many children there are, and how often accepting stopped");
    }
    List<Evidence> evidence = new ArrayList<>();
    said.forEach(use -> evidence.add(Evidence.line(use)));
    evidence.add(Evidence.count("children", live.childrenStarted() - live.childrenEnded()));
    evidence.add(Evidence.count("threads that wait for a connection on an address", 1));
    evidence.add(Evidence.count("times that accepting stopped", live.pauses()));
    return Finding.advice(
        Severity.NOTE,
        "ListenCoresBucketsRatio has nothing to spread",
        "Where all idle processes wake up for one connection, sockets are shared out among them."
            + " Children wait for no connections here: one event loop accepts for each address and"
            + " hands over.",
        evidence,
        said.stream().map(Change::remove).toList());
  }
}
