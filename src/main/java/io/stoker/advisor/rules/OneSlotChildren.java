package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.MpmSettings;
import java.util.ArrayList;
import java.util.List;

/** SR-054: prefork: for code that cannot share a process */
@AutoService(Rule.class)
public final class OneSlotChildren implements Rule {

  @Override
  public String id() {
    return "SR-054";
  }

  @Override
  public String looksAt() {
    return "mpm_prefork: what it is for";
  }

  @Override
  public Finding judge(Site site) {
    MpmSettings mpm = site.configured().mpm();
    if (mpm.kind() != MpmSettings.Kind.PREFORK) {
      return Finding.fine("the MPM is " + mpm.kind().word());
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("children for MaxRequestWorkers", mpm.maxServers()));
    List<String> missing = site.configured().served().missingModules();
    evidence.add(
        Evidence.text(
            "modules of httpd that are left out",
            missing.isEmpty() ? "none" : String.join(" ", missing)));
    Measures live = site.live();
    if (live != null) {
      evidence.add(Evidence.count("children started so far", live.childrenStarted()));
      evidence.add(Evidence.count("busy at once, at most", live.peaks().busy()));
    }
    return Finding.advice(
        Severity.NOTE,
        "prefork protects nothing here",
        "It is for code that cannot have two threads in a process. There is none: all of Stoker"
            + " may run at once, and scripts are processes of their own with every MPM.",
        evidence,
        ModelByModule.change(site.configured(), mpm.kind()));
  }
}
