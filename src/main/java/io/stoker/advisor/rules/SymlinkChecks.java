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
import io.stoker.api.Core;
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

  /** What it costs to follow links. */
  static final String OPENS =
      "Following links takes a protection away: whoever may write below the document root can then"
          + " show any file that the server may read.";

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
            + " path, for every request. "
            + OPENS,
        s -> changes(s.configured(), checked));
  }

  /** Each line that keeps links from being followed, once. */
  static List<Change> changes(Configured configured, List<DocumentRoot> roots) {
    Set<DirectiveUse> lines = new LinkedHashSet<>();
    for (DocumentRoot root : roots) {
      for (Level level : root.levels()) {
        if (level.checksLinks()) {
          DirectiveUse use =
              configured.deciding(
                  root.server(), level.path(), Core.OPTIONS, OptionsWords::isOfLinks);
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
