package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;

/** SR-035: sendfile from a network file system */
@AutoService(Rule.class)
public final class SendfileOnNetwork implements Rule {

  @Override
  public String id() {
    return "SR-035";
  }

  @Override
  public String looksAt() {
    return "`EnableSendfile` for document roots on network file systems";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> remote =
        site.configured().roots().stream()
            .filter(r -> r.itself().sendsByKernel() && isRemote(site.machine(), r))
            .toList();
    if (remote.isEmpty()) {
      return Finding.fine("nothing is sent by the kernel from a network file system");
    }
    List<Evidence> evidence = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (DocumentRoot root : remote) {
      evidence.add(evidence(site.machine(), root));
      changes.add(change(site.configured(), root));
    }
    return Finding.advice(
        Severity.WARNING,
        "EnableSendfile is On for files of a network file system",
        "The kernel may send what it has kept of a file that another machine has changed since.",
        evidence,
        changes);
  }

  static boolean isRemote(Machine machine, DocumentRoot root) {
    Machine.Mount mount = machine.mountOf(root.path());
    return mount != null && mount.isNetwork();
  }

  static Evidence evidence(Machine machine, DocumentRoot root) {
    Machine.Mount mount = machine.mountOf(root.path());
    return Evidence.text(
        root.path() + " is on", mount == null ? "?" : mount.type() + " at " + mount.path());
  }

  private static Change change(Configured configured, DocumentRoot root) {
    DirectiveUse own = configured.inDirectory("EnableSendfile", root.path());
    if (own != null) {
      return Change.replace(own, "EnableSendfile Off");
    }
    DirectiveUse section = configured.directorySection(root.path());
    return section == null
        ? Change.append(
            configured,
            "<Directory \"" + root.path() + "\">",
            "    EnableSendfile Off",
            "</Directory>")
        : Change.after(
            section.position(), "<Directory " + section.value() + ">", "EnableSendfile Off");
  }
}
