package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
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

/** SR-092: system calls of a request */
@AutoService(Rule.class)
public final class CallsOfARequest implements Rule {

  @Override
  public String id() {
    return "SR-092";
  }

  @Override
  public String looksAt() {
    return "system calls that httpd would make for a file, against the share of planned "
        + "replies";
  }

  /** What httpd makes for a file without any of the costs. */
  private static final int BASE = 8;

  /** What Stoker makes for a planned reply: it is read and written. */
  private static final int PLANNED = 2;

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<Evidence> own = new ArrayList<>();
    int most = 0;
    for (DocumentRoot root : configured.roots()) {
      int calls = calls(configured, root);
      most = Math.max(most, calls);
      own.add(Evidence.count("calls that httpd makes for a file in " + root.path(), calls));
    }
    if (most <= BASE) {
      return Finding.fine(
          "httpd would make no more calls for a file than it has to", own.toArray(Evidence[]::new));
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("what part of the requests plans answer");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    own.add(Evidence.count("calls of a reply that Stoker has a plan for", PLANNED));
    own.addAll(LongWay.evidence(live));
    return Finding.advice(
        Severity.NOTE,
        "httpd would make %d calls for a file, by this configuration; %d is the least"
            .formatted(most, BASE),
        "Links that are checked, access files that are looked for, ExtendedStatus and the way in"
            + " which files are sent add up, for every request. A planned reply costs the same"
            + " whatever the configuration says.",
        own,
        List.of());
  }

  /** As measured: see the statements about each. */
  private static int calls(Configured configured, DocumentRoot root) {
    boolean sendfile = root.itself().sendsByKernel();
    boolean maps = configured.snapshot().main().get(Core.ENABLE_MMAP);
    DirectiveUse buffered = configured.inMain("BufferedLogs");
    boolean isBuffered = buffered != null && buffered.value().strip().equalsIgnoreCase("on");
    return BASE
        + root.linkChecks()
        + root.accessFiles()
        + (sendfile ? 1 : maps ? 0 : 2)
        + (ExtendedStatusCost.isOn(configured) ? 1 : 0)
        - (isBuffered ? 1 : 0);
  }
}
