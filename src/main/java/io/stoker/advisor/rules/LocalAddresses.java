package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import java.util.List;

/** SR-082: the local address of a connection */
@AutoService(Rule.class)
public final class LocalAddresses implements Rule {

  @Override
  public String id() {
    return "SR-082";
  }

  @Override
  public String looksAt() {
    return "virtual hosts by address against connections for each request";
  }

  private static final double OFTEN = 50;

  @Override
  public Finding judge(Site site) {
    List<String> addresses =
        site.configured().snapshot().servers().stream()
            .flatMap(s -> s.addresses().stream())
            .filter(a -> !a.startsWith("*") && !a.startsWith("_default_"))
            .distinct()
            .toList();
    if (addresses.isEmpty()) {
      return Finding.fine("virtual hosts are told apart by name alone");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how many connections come for the requests");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    Evidence[] evidence = {
      Evidence.count("virtual hosts by address", addresses.size()),
      Evidence.count("connections", live.connections()),
      Evidence.count("requests", live.totals().accesses()),
      Evidence.of(
          "calls for the local address, for a request",
          (double) live.connections() / live.totals().accesses(),
          "calls")
    };
    if (Evidence.percent(live.connections(), live.totals().accesses()) < OFTEN) {
      return Finding.fine("the local address is asked for once a connection", evidence);
    }
    return Finding.advice(
        Severity.NOTE,
        "Most requests have a connection of their own, with its local address to find out",
        "Virtual hosts by address need the address that a client has come to: a call for each"
            + " connection. Hosts by name need it no less, for the others might be by address; what"
            + " saves it are connections that are used again.",
        List.of(evidence),
        site.configured().snapshot().main().get(Core.KEEP_ALIVE)
            ? List.of()
            : List.of(Change.set(site.configured(), "KeepAlive", "On")));
  }
}
