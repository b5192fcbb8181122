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
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** SR-013: names of all clients are looked up */
@AutoService(Rule.class)
public final class LookupsForAll implements Rule {

  @Override
  public String id() {
    return "SR-013";
  }

  @Override
  public String looksAt() {
    return "`HostnameLookups` of whole servers, scripts, requests that got no plan for " + "it";
  }

  private static final String REFUSED = "log item %h with HostnameLookups";

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<DirectiveUse> lines =
        configured.uses("HostnameLookups").stream()
            .filter(u -> u.sections().isEmpty() && !u.value().strip().equalsIgnoreCase("off"))
            .toList();
    if (lines.isEmpty()) {
      return Finding.fine("HostnameLookups is Off for whole servers");
    }
    boolean hasScripts =
        !configured.uses("ScriptAlias").isEmpty()
            || !configured.uses("ScriptAliasMatch").isEmpty()
            || Stream.of("AddHandler", "SetHandler")
                .flatMap(d -> configured.uses(d).stream())
                .anyMatch(u -> u.value().toLowerCase(Locale.ROOT).contains("cgi-script"));
    List<Evidence> evidence = new ArrayList<>();
    lines.forEach(use -> evidence.add(Evidence.line(use)));
    evidence.add(Evidence.text("scripts", hasScripts ? "there are some" : "none"));
    Measures live = site.live();
    if (live != null) {
      evidence.add(
          Evidence.share(
              "of the requests, those that could have no plan for it",
              live.plans().refusals().getOrDefault(REFUSED, 0L),
              live.totals().accesses()));
      evidence.add(Evidence.of("a request takes on average", Means.millis(live), "ms"));
    }
    return Finding.advice(
        Severity.WARNING,
        "The name of every client is looked up",
        (hasScripts
                ? "A script that needs names can ask for them itself (gethostbyaddr), for those"
                    + " requests alone. "
                : "")
            + "Names for a log are found out later, by logresolve, on a machine that serves"
            + " nobody.",
        evidence,
        lines.stream().map(use -> Change.replace(use, "HostnameLookups Off")).toList());
  }
}
