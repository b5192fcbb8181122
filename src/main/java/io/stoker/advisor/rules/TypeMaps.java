package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** SR-028: type maps where negotiation is needed */
@AutoService(Rule.class)
public final class TypeMaps implements Rule {

  @Override
  public String id() {
    return "SR-028";
  }

  @Override
  public String looksAt() {
    return "type maps where names were negotiated";
  }

  private static final long ENOUGH = 20;

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    boolean scans = configured.roots().stream().anyMatch(DocumentRoot::hasMultiViews);
    boolean hasMaps =
        Stream.of("AddHandler", "SetHandler")
            .flatMap(d -> configured.uses(d).stream())
            .anyMatch(u -> u.value().toLowerCase(Locale.ROOT).contains("type-map"));
    if (!scans || hasMaps) {
      return Finding.fine(
          scans
              ? "type maps can be used beside MultiViews"
              : "nothing is negotiated by MultiViews");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("how much is negotiated");
    }
    long negotiated = live.cold().negotiations();
    if (negotiated < ENOUGH) {
      return new Finding.Waiting(
          "%d names that are negotiated; there were %d".formatted(ENOUGH, negotiated));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("names negotiated without a plan", negotiated));
    evidence.addAll(LongWay.evidence(live));
    return Finding.advice(
        live.walkPercent() >= LongWay.WORTH ? Severity.ADVICE : Severity.NOTE,
        "What is negotiated could have type maps",
        "A type map names the variants in one file; without it the directory is read and each"
            + " name in it is judged. Stoker keeps what came of it until a file changes.",
        evidence,
        List.of(Change.append(configured, "AddHandler type-map .var")));
  }
}
