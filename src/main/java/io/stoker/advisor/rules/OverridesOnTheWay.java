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

  /** What it costs not to look. */
  static final String CLOSES =
      " With AllowOverride None nothing that access files say holds any more, passwords and denials"
          + " included: those in folders below have to be found, and their rules moved, before.";

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
      own.addAll(AccessFiles.in(root.server(), root.levels()));
    }
    return LongWay.judge(
        site,
        own,
        "Access files are looked for on the way to files",
        "httpd tries to open .htaccess in every directory of the path, for every request." + CLOSES,
        s -> changes(s.configured(), read));
  }

  /** Nothing where an access file is seen: what it says, and may close, would be lost. */
  static List<Change> changes(Configured configured, List<DocumentRoot> roots) {
    if (roots.stream().anyMatch(r -> !AccessFiles.in(r.server(), r.levels()).isEmpty())) {
      return List.of();
    }
    Set<DirectiveUse> lines = new LinkedHashSet<>();
    for (DocumentRoot root : roots) {
      for (Level level : root.levels()) {
        DirectiveUse use =
            configured.deciding(root.server(), level.path(), Core.ALLOW_OVERRIDE, signed -> true);
        if (level.readsAccessFiles() && use != null) {
          lines.add(use);
        }
      }
    }
    return lines.stream().map(use -> Change.replace(use, "AllowOverride None")).toList();
  }
}
