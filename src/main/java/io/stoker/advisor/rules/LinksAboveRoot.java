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
import io.stoker.api.Core.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
    Configured configured = site.configured();
    List<DocumentRoot> above =
        configured.roots().stream().filter(r -> r.linkChecksAbove() > 0).toList();
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
    List<Change> changes = changes(configured, above);
    return LongWay.judgeAnyway(
        site,
        own,
        "Links are checked above the document root too",
        why(above, changes),
        s -> changes);
  }

  private static String why(List<DocumentRoot> above, List<Change> changes) {
    boolean isStrict =
        above.stream().flatMap(r -> r.above().stream()).anyMatch(LinksAboveRoot::followsNone);
    StringBuilder why = new StringBuilder();
    why.append("The names above the document root are not the users' to change: owners that are");
    why.append(" checked below the document root alone protect what users may write.");
    if (isStrict) {
      why.append(" Where no links are followed at all, as Options None has it, that is more than");
      why.append(" a check of owners; it is left as it is.");
    } else if (changes.isEmpty()) {
      why.append(" By hand: give every folder that is served a section with Options");
      why.append(" -FollowSymLinks +SymLinksIfOwnerMatch, and say FollowSymLinks above them last.");
    }
    return why.toString();
  }

  private static boolean followsNone(Level level) {
    return !level.options().has(Option.FOLLOW_SYM_LINKS)
        && !level.options().has(Option.SYM_LINKS_IF_OWNER_MATCH);
  }

  /** Below the document roots everything stays; above them links are followed. */
  private static List<Change> changes(Configured configured, List<DocumentRoot> above) {
    Set<Saying> strict =
        LineAbove.of(
            configured, above, LinksAboveRoot::followsNone, Core.OPTIONS, OptionsWords::isOfLinks);
    Set<Saying> lines =
        new LinkedHashSet<>(
            LineAbove.of(
                configured, above, Level::checksLinks, Core.OPTIONS, OptionsWords::isOfLinks));
    lines.removeAll(strict);
    return lines.stream()
        .map(line -> new LineAbove(configured, line, Core.OPTIONS, OptionsWords::isOfLinks))
        .map(
            line ->
                line.change(
                    OptionsWords.following(line.line().use().value()), OptionsWords::keepingLinks))
        .filter(Objects::nonNull)
        .toList();
  }
}
