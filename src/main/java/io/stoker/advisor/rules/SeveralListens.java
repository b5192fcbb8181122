package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.MpmSettings;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;

/** SR-067: more than one Listen */
@AutoService(Rule.class)
public final class SeveralListens implements Rule {

  @Override
  public String id() {
    return "SR-067";
  }

  @Override
  public String looksAt() {
    return "several `Listen` against the connections that came";
  }

  @Override
  public Finding judge(Site site) {
    MpmSettings mpm = site.configured().mpm();
    List<DirectiveUse> listens = site.configured().uses("Listen");
    if (listens.size() < 2) {
      return Finding.fine("there is one Listen");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many connections come");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("Listen directives", listens.size()));
    listens.stream().limit(10).forEach(use -> evidence.add(Evidence.line(use)));
    evidence.add(Evidence.count("connections", live.connections()));
    evidence.add(
        Evidence.count(
            "calls that httpd would have made for the lock around accept",
            mpm.kind() == MpmSettings.Kind.EVENT ? 0 : 3 * live.connections()));
    evidence.add(Evidence.count("calls that Stoker has made for one", 0));
    return Finding.advice(
        Severity.NOTE,
        "%d addresses are listened on: it costs nothing here".formatted(listens.size()),
        "With prefork and worker, httpd takes a lock around accept as soon as there are two"
            + " sockets: three calls more for each connection. Each address has an event loop of"
            + " its own to accept on here, and no lock.",
        evidence,
        List.of());
  }
}
