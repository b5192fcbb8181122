package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.List;

/** SR-006: large files are sent by the kernel */
@AutoService(Rule.class)
public final class KernelSends implements Rule {

  @Override
  public String id() {
    return "SR-006";
  }

  @Override
  public String looksAt() {
    return "`EnableSendfile` against the mean size of replies, on local disks";
  }

  /** From this size of a reply on, copying it costs more than the calls that save it. */
  private static final long LARGE = 64 * 1024;

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> copied =
        site.configured().roots().stream()
            .filter(r -> !r.itself().sendsByKernel())
            .filter(r -> !SendfileOnNetwork.isRemote(site.machine(), r))
            .toList();
    if (copied.isEmpty()) {
      return Finding.fine("files on local disks are sent by the kernel");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how large replies are");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    long mean = live.totals().bytes() / live.totals().accesses();
    Evidence[] evidence = {
      Evidence.bytes("bytes of a reply, on average", mean),
      Evidence.bytes("from that size on the kernel is better", LARGE),
      Evidence.count("requests", live.totals().accesses())
    };
    if (mean < LARGE) {
      return Finding.fine("replies are small: the kernel would not send them faster", evidence);
    }
    return Finding.advice(
        Severity.ADVICE,
        "Replies are large, and are copied: EnableSendfile is Off",
        "With sendfile the content of a file goes from the disk's cache to the network without"
            + " passing through the server. Off is the default of httpd 2.4.",
        List.of(evidence),
        List.of(Change.set(site.configured(), "EnableSendfile", "On")));
  }
}
