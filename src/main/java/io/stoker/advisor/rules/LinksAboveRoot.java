package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Level;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;

/** SR-017: links are checked above the document root too */
@AutoService(Rule.class)
public final class LinksAboveRoot implements Rule {

  @Override
  public String id() {
    return "SR-017";
  }

  @Override
  public String looksAt() {
    return "the same, above the document roots";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> above =
        site.configured().roots().stream().filter(r -> r.linkChecksAbove() > 0).toList();
    if (above.isEmpty()) {
      return Finding.fine("no links are checked above a document root");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : above) {
      own.add(
          Evidence.share(
              "of the names that are checked for " + root.path() + ", those above it",
              root.linkChecksAbove(),
              root.linkChecks()));
      own.add(Evidence.count("names above it", root.linkChecksAbove()));
    }
    return LongWay.judgeAnyway(
        site,
        own,
        "Links are checked above the document root too",
        "The names above the document root are not the users' to change: following links from /"
            + " on and checking owners below the document root alone protects as much.",
        s -> changes(s.configured(), above.getFirst()));
  }

  /** First the protection below the document root, then none above it. */
  private static List<Change> changes(Configured configured, DocumentRoot root) {
    List<Change> all = new ArrayList<>();
    List<Level> levels = root.levels();
    boolean saysIt = configured.inDirectory("Options", root.path()) != null;
    DirectiveUse section = configured.directorySection(root.path());
    if (!saysIt && root.itself().checksLinks()) {
      String keep = "Options +SymLinksIfOwnerMatch";
      all.add(
          section == null
              ? Change.append(
                  configured, "<Directory \"" + root.path() + "\">", "    " + keep, "</Directory>")
              : Change.after(section.position(), "<Directory " + section.value() + ">", keep));
    }
    DirectiveUse above = configured.deciding("Options", levels.subList(0, levels.size() - 1));
    if (above != null) {
      all.add(Change.replace(above, OptionsWords.following(above.value())));
    }
    return all;
  }
}
