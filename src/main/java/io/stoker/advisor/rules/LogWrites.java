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

/** SR-088: writes of log lines */
@AutoService(Rule.class)
public final class LogWrites implements Rule {

  @Override
  public String id() {
    return "SR-088";
  }

  @Override
  public String looksAt() {
    return "`BufferedLogs`, lines of logs that were dropped";
  }

  @Override
  public Finding judge(Site site) {
    DirectiveUse buffered =
        site.configured().uses("BufferedLogs").stream()
            .filter(use -> use.value().strip().equalsIgnoreCase("on"))
            .findFirst()
            .orElse(null);
    Measures live = site.live();
    if (live != null && live.logs().dropped() > 0) {
      return dropped(site.configured(), live);
    }
    if (buffered == null) {
      return live == null
          ? Finding.running("whether lines of logs are dropped")
          : Finding.fine(
              "lines of logs are written in batches, and none was dropped", evidence(live));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.line(buffered));
    if (live != null) {
      evidence.addAll(List.of(evidence(live)));
    }
    return Finding.advice(
        Severity.NOTE,
        "BufferedLogs keeps lines back for a second, and saves little",
        "httpd writes each line by a call, which BufferedLogs saves. Lines of many requests go in"
            + " one write here, with it and without; without it they wait for 50 ms at most.",
        evidence,
        List.of(Change.replace(buffered, "BufferedLogs Off")));
  }

  private static Evidence[] evidence(Measures live) {
    return new Evidence[] {
      Evidence.count("requests", live.totals().accesses()),
      Evidence.count("lines that wait to be written", live.logs().waiting()),
      Evidence.count("lines that were dropped", live.logs().dropped())
    };
  }

  private static Finding dropped(Configured configured, Measures live) {
    return Finding.advice(
        Severity.WARNING,
        "%,d lines of access logs were dropped".formatted(live.logs().dropped()),
        "The disk, or the program behind a pipe, takes lines more slowly than requests come."
            + " StokerLogOverflow wait has requests wait for their lines instead.",
        List.of(evidence(live)),
        List.of(Change.set(configured, "StokerLogOverflow", "wait")));
  }
}
