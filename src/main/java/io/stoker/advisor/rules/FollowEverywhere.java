package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import java.util.List;

/** SR-019: FollowSymLinks everywhere is the fastest */
@AutoService(Rule.class)
public final class FollowEverywhere implements Rule {

  @Override
  public String id() {
    return "SR-019";
  }

  @Override
  public String looksAt() {
    return "every line that keeps links from being followed against the measured cost of "
        + "walks";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> checked =
        site.configured().roots().stream().filter(r -> r.linkChecks() > 0).toList();
    if (checked.isEmpty()) {
      return Finding.fine("links are followed everywhere");
    }
    List<Change> changes = SymlinkChecks.changes(site.configured(), checked);
    return LongWay.judge(
        site,
        List.of(
            Evidence.count("lines that keep links from being followed", changes.size()),
            Evidence.count(
                "calls of lstat for a request that httpd would save",
                checked.stream().mapToInt(DocumentRoot::linkChecks).max().orElse(0))),
        "FollowSymLinks everywhere would be the fastest",
        SymlinkChecks.OPENS,
        s -> changes);
  }
}
