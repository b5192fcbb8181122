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
import io.stoker.api.Server;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** SR-057: servers without an access log */
@AutoService(Rule.class)
public final class AccessLogs implements Rule {

  @Override
  public String id() {
    return "SR-057";
  }

  @Override
  public String looksAt() {
    return "servers without `CustomLog`, `TransferLog`, `GlobalLog`";
  }

  private static final String LOAD = "LoadModule log_config_module modules/mod_log_config.so";
  private static final String LOG = "CustomLog logs/access_log \"%h %l %u %t \\\"%r\\\" %>s %b\"";

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<DirectiveUse> logs =
        Stream.of("CustomLog", "TransferLog", "GlobalLog")
            .flatMap(d -> configured.uses(d).stream())
            .toList();
    boolean all =
        logs.stream().anyMatch(u -> u.server().equals(DirectiveUse.MAIN) && u.sections().isEmpty());
    List<String> silent =
        configured.snapshot().servers().stream()
            .filter(s -> !all)
            .filter(s -> logs.stream().noneMatch(u -> u.server().equals(s.label())))
            .map(Server::label)
            .toList();
    // With virtual hosts for everything the main server may have nothing to log.
    List<String> missing =
        silent.size() == 1
                && configured.snapshot().servers().size() > 1
                && silent.getFirst().equals(configured.snapshot().main().label())
            ? List.of()
            : silent;
    if (missing.isEmpty()) {
      return Finding.fine("every server has an access log", Evidence.count("logs", logs.size()));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("servers without one", missing.size()));
    missing.stream().limit(10).forEach(s -> evidence.add(Evidence.text("no access log", s)));
    Measures live = site.live();
    if (live != null) {
      evidence.add(Evidence.count("requests so far", live.totals().accesses()));
    }
    return Finding.advice(
        Severity.WARNING,
        missing.size() == 1
            ? missing.getFirst() + " has no access log"
            : "%d servers have no access log".formatted(missing.size()),
        "A server works without one, and nobody can tell afterwards who did what. Lines are written"
            + " in batches, by a thread of their own: a request does not wait for them.",
        evidence,
        List.of(
            configured.snapshot().isLoaded("mod_log_config")
                ? Change.append(configured, LOG)
                : Change.append(configured, LOAD, LOG)));
  }
}
