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
import java.util.regex.Pattern;

/** SR-069: a lock around accept */
@AutoService(Rule.class)
public final class AcceptMutex implements Rule {

  @Override
  public String id() {
    return "SR-069";
  }

  @Override
  public String looksAt() {
    return "`Mutex` for accept";
  }

  private static final Pattern MEANS_IT = Pattern.compile("(?i).*\\b(mpm-accept|default)\\b.*");

  @Override
  public Finding judge(Site site) {
    List<DirectiveUse> said =
        site.configured().uses("Mutex").stream()
            .filter(use -> MEANS_IT.matcher(use.value()).matches() || isForAll(use))
            .toList();
    if (said.isEmpty()) {
      return Finding.fine("nothing is said of a lock around accept, and there is none");
    }
    Measures live = site.live();
    List<Evidence> evidence = new ArrayList<>();
    said.forEach(use -> evidence.add(Evidence.line(use)));
    evidence.add(Evidence.count("sockets", site.configured().mpm().listen().size()));
    evidence.add(Evidence.count("locks around accept", 0));
    if (live != null) {
      evidence.add(Evidence.count("connections so far", live.connections()));
    }
    return Finding.advice(
        Severity.NOTE,
        "There is no lock around accept to choose",
        "Builds of httpd differ in whether one socket is locked. Here one event loop accepts on an"
            + " address, with one socket and with several.",
        evidence,
        said.stream().filter(use -> !isForAll(use)).map(Change::remove).toList());
  }

  /** {@code Mutex sem}: for every lock that there is. */
  private static boolean isForAll(DirectiveUse use) {
    return !use.value().strip().contains(" ");
  }
}
