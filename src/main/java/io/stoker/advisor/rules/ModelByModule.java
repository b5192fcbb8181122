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
import io.stoker.api.MpmSettings;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;

/** SR-050: the model is chosen by the module that is loaded */
@AutoService(Rule.class)
public final class ModelByModule implements Rule {

  @Override
  public String id() {
    return "SR-050";
  }

  @Override
  public String looksAt() {
    return "the MPM, slots that waiting connections hold";
  }

  @Override
  public Finding judge(Site site) {
    MpmSettings.Kind kind = site.configured().mpm().kind();
    if (kind == MpmSettings.Kind.EVENT) {
      return Finding.fine("mpm_event is loaded");
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("the MPM is", kind.word()));
    Measures live = site.live();
    if (live != null) {
      evidence.add(
          Evidence.share(
              "of the slots, held by waiting connections", live.keptSlots(), live.slots()));
      evidence.add(Evidence.count("times that accepting stopped", live.pauses()));
    }
    return Finding.advice(
        Severity.ADVICE,
        "The configuration loads mpm_" + kind.word(),
        "With "
            + kind.word()
            + " a connection holds its slot as long as it lasts, with event only"
            + " while a request is answered. Requests are answered alike by all three.",
        evidence,
        change(site.configured(), kind));
  }

  static List<Change> change(Configured configured, MpmSettings.Kind kind) {
    String old = "mpm_" + kind.word();
    DirectiveUse line = configured.loading(old + "_module");
    return line == null
        ? List.of()
        : List.of(Change.replace(line, "LoadModule " + line.value().replace(old, "mpm_event")));
  }
}
