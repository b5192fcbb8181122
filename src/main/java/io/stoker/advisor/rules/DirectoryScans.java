package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** SR-027: MultiViews read directories */
@AutoService(Rule.class)
public final class DirectoryScans implements Rule {

  @Override
  public String id() {
    return "SR-027";
  }

  @Override
  public String looksAt() {
    return "MultiViews in document roots against names that were negotiated";
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> scanned =
        site.configured().roots().stream().filter(DocumentRoot::hasMultiViews).toList();
    if (scanned.isEmpty()) {
      return Finding.fine("MultiViews are off in every document root");
    }
    Measures live = site.live();
    List<Evidence> own = new ArrayList<>();
    scanned.forEach(r -> own.add(Evidence.text("MultiViews are on in", r.path())));
    if (live != null) {
      own.add(Evidence.count("names negotiated without a plan", live.cold().negotiations()));
    }
    return LongWay.judge(
        site,
        own,
        "MultiViews read a directory where a name is not there",
        "httpd was measured to make 22 calls for a name that it negotiates so, and 15 with a type"
            + " map, which is one file that is read. Links that leave an ending out need one or the"
            + " other: the maps come first.",
        s ->
            scanned.stream()
                .map(
                    r ->
                        s.configured()
                            .deciding(r.server(), r.path(), Core.OPTIONS, OptionsWords::isOfViews))
                .filter(Objects::nonNull)
                .distinct()
                .map(OptionsWords::withoutViews)
                .toList());
  }
}
