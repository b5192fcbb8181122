package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** SR-025: links are checked and access files read, both */
@AutoService(Rule.class)
public final class BothWalks implements Rule {

  @Override
  public String id() {
    return "SR-025";
  }

  @Override
  public String looksAt() {
    return "both of these on one way";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> both =
        site.configured().roots().stream()
            .filter(r -> r.linkChecks() > 0 && r.accessFiles() > 0)
            .toList();
    if (both.isEmpty()) {
      return Finding.fine("no way to a document root has both costs");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : both) {
      int links = root.linkChecks();
      int files = root.accessFiles();
      own.add(
          Evidence.count(
              "calls for links and access files before a file in "
                  + root.path()
                  + ": "
                  + links
                  + " + "
                  + files,
              links + files));
    }
    return LongWay.judge(
        site,
        own,
        "Both costs come together",
        "Names are checked for links and directories for access files on one and the same way. "
            + SymlinkChecks.OPENS
            + OverridesOnTheWay.CLOSES,
        s ->
            Stream.concat(
                    SymlinkChecks.changes(s.configured(), both).stream(),
                    OverridesOnTheWay.changes(s.configured(), both).stream())
                .toList());
  }
}
