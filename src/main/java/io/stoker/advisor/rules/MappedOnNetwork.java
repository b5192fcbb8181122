package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.PlanSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SR-031: files of a network file system may be cut off while they are sent */
@AutoService(Rule.class)
public final class MappedOnNetwork implements Rule {

  @Override
  public String id() {
    return "SR-031";
  }

  @Override
  public String looksAt() {
    return "document roots on network file systems, `StokerRecheck`";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> remote =
        site.configured().roots().stream()
            .filter(r -> SendfileOnNetwork.isRemote(site.machine(), r))
            .toList();
    if (remote.isEmpty()) {
      return Finding.fine(
          "no document root is on a network file system",
          Evidence.count("document roots", site.configured().roots().size()));
    }
    Duration recheck = site.configured().snapshot().main().get(PlanSettings.RECHECK);
    List<Evidence> evidence = new ArrayList<>();
    for (DocumentRoot root : remote) {
      evidence.add(SendfileOnNetwork.evidence(site.machine(), root));
    }
    evidence.add(
        Evidence.of("what was seen of a file there holds for", recheck.toMillis() / 1000.0, "s"));
    return Finding.advice(
        Severity.NOTE,
        "Files on a network file system: a file that is cut off fails one request",
        "A mapped file that another machine makes shorter ends a process of httpd. Stoker maps no"
            + " files; the request that reads it ends, all others go on. Changes that another"
            + " machine makes are not told to this one: they are looked for after StokerRecheck.",
        evidence,
        recheck.isZero()
            ? List.of()
            : List.of(Change.set(site.configured(), "StokerRecheck", "0")));
  }
}
