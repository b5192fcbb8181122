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

/** SR-014: names that are looked at for symbolic links */
@AutoService(Rule.class)
public final class SymlinkChecks implements Rule {

  @Override
  public String id() {
    return "SR-014";
  }

  @Override
  public String looksAt() {
    return "`Options` on the way to each document root against the measured cost of " + "walks";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> checked =
        site.configured().roots().stream().filter(r -> r.linkChecks() > 0).toList();
    if (checked.isEmpty()) {
      return Finding.fine("links are followed on the way to every document root");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : checked) {
      own.add(
          Evidence.count(
              "calls of lstat that httpd makes for each request of a file in " + root.path(),
              root.linkChecks()));
    }
    return LongWay.judge(
        site,
        own,
        "Symbolic links are checked on the way to files",
        "Without FollowSymLinks, or with SymLinksIfOwnerMatch, httpd looks at every name of the"
            + " path, for every request.",
        s -> changes(s.configured(), checked));
  }

  /** Each line that keeps links from being followed, once. */
  static List<Change> changes(Configured configured, List<DocumentRoot> roots) {
    Set<DirectiveUse> lines = new LinkedHashSet<>();
    for (DocumentRoot root : roots) {
      List<Level> levels = root.levels();
      for (int i = 0; i < levels.size(); i++) {
        if (levels.get(i).checksLinks()) {
          DirectiveUse use = configured.deciding("Options", levels.subList(0, i + 1));
          if (use != null) {
            lines.add(use);
          }
        }
      }
    }
    return lines.stream()
        .map(use -> Change.replace(use, OptionsWords.following(use.value())))
        .toList();
  }
}
