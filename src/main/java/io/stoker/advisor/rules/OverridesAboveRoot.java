package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Configured.Saying;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Level;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import io.stoker.api.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** SR-023: access files are read above the document root */
@AutoService(Rule.class)
public final class OverridesAboveRoot implements Rule {

  @Override
  public String id() {
    return "SR-023";
  }

  @Override
  public String looksAt() {
    return "`AllowOverride` above the document roots, and access files that are there";
  }

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<DocumentRoot> above =
        configured.roots().stream().filter(r -> r.accessFilesAbove() > 0).toList();
    if (above.isEmpty()) {
      return Finding.fine("no access files are read above a document root");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : above) {
      own.add(
          Evidence.count(
              "directories above " + root.path() + " where they are read",
              root.accessFilesAbove()));
    }
    List<Evidence> found = found(configured);
    own.addAll(found);
    List<Change> changes = found.isEmpty() ? changes(configured, above) : List.of();
    return LongWay.judgeAnyway(
        site,
        own,
        "AllowOverride reaches above the document root",
        "What is above the document root is the administrator's own: its rules belong into the"
            + " configuration, and AllowOverride None keeps all others out. "
            + (changes.isEmpty()
                ? "By hand: move the rules of access files above the document roots, if there are"
                    + " any, then give every folder that is served a section with the"
                    + " AllowOverride that it has now, and say None above them last."
                : "What is served keeps what it has."),
        s -> changes);
  }

  /** Access files above what is served: their rules would be lost. */
  private static List<Evidence> found(Configured configured) {
    List<Evidence> all = new ArrayList<>();
    for (Map.Entry<String, Set<Server>> place : Targets.served(configured).entrySet()) {
      for (Server server : place.getValue()) {
        List<Level> levels = configured.levels(server, place.getKey());
        all.addAll(AccessFiles.in(server, levels.subList(0, levels.size() - 1)));
      }
    }
    return all.stream().distinct().toList();
  }

  private static List<Change> changes(Configured configured, List<DocumentRoot> above) {
    // AllowOverrideList lets files be read whatever AllowOverride says: no line would change that.
    if (above.stream().anyMatch(r -> r.above().stream().anyMatch(Level::isListed))) {
      return List.of();
    }
    Set<Saying> lines =
        LineAbove.of(
            configured, above, Level::readsAccessFiles, Core.ALLOW_OVERRIDE, signed -> true);
    return lines.stream()
        .map(line -> new LineAbove(configured, line, Core.ALLOW_OVERRIDE, signed -> true))
        .map(
            line ->
                line.change(
                    "AllowOverride None", level -> "AllowOverride " + line.line().use().value()))
        .filter(Objects::nonNull)
        .toList();
  }
}
