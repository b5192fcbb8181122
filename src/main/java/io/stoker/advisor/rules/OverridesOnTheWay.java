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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** SR-021: .htaccess is looked for in each directory of the way */
@AutoService(Rule.class)
public final class OverridesOnTheWay implements Rule {

  @Override
  public String id() {
    return "SR-021";
  }

  @Override
  public String looksAt() {
    return "`AllowOverride` on the way to each document root against the measured cost "
        + "of walks";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> read =
        site.configured().roots().stream().filter(r -> r.accessFiles() > 0).toList();
    if (read.isEmpty()) {
      return Finding.fine("AllowOverride is None on the way to every document root");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : read) {
      own.add(
          Evidence.count(
              "files that httpd tries to open before one in " + root.path(), root.accessFiles()));
    }
    return LongWay.judge(
        site,
        own,
        "Access files are looked for on the way to files",
        "httpd tries to open .htaccess in every directory of the path, for every request.",
        s -> changes(s.configured(), read));
  }

  private static List<Change> changes(Configured configured, List<DocumentRoot> roots) {
    Set<DirectiveUse> lines = new LinkedHashSet<>();
    for (DocumentRoot root : roots) {
      List<Level> levels = root.levels();
      for (int i = 0; i < levels.size(); i++) {
        DirectiveUse use = configured.deciding("AllowOverride", levels.subList(0, i + 1));
        if (levels.get(i).readsAccessFiles() && use != null) {
          lines.add(use);
        }
      }
    }
    return lines.stream().map(use -> Change.replace(use, "AllowOverride None")).toList();
  }
}
