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
import io.stoker.runtime.view.DirectiveUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** SR-026: index files: whole names, the most frequent first */
@AutoService(Rule.class)
public final class IndexOrder implements Rule {

  @Override
  public String id() {
    return "SR-026";
  }

  @Override
  public String looksAt() {
    return "`DirectoryIndex` against the index files that were found, bare names with "
        + "MultiViews";
  }

  /** Index files that have to be found before their order means something. */
  private static final long ENOUGH = 20;

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    boolean negotiates = configured.roots().stream().anyMatch(DocumentRoot::hasMultiViews);
    for (DirectiveUse use : configured.uses("DirectoryIndex")) {
      List<String> names = List.of(use.value().strip().split("\\s+"));
      List<String> bare = names.stream().filter(n -> !n.contains(".")).toList();
      if (negotiates && !bare.isEmpty() && !names.equals(List.of("disabled"))) {
        return wholeNames(configured, use, names);
      }
    }
    DirectiveUse use =
        configured.uses("DirectoryIndex").stream()
            .filter(u -> u.value().strip().contains(" "))
            .findFirst()
            .orElse(null);
    if (use == null) {
      return Finding.fine("there is one index file to look for");
    }
    Measures live = site.live();
    if (live == null) {
      return Finding.running("which index files are found how often");
    }
    return order(use, live.cold().indexes(), live);
  }

  private static Finding wholeNames(Configured configured, DirectiveUse use, List<String> names) {
    List<String> whole = new ArrayList<>();
    for (String name : names) {
      if (name.contains(".")) {
        whole.add(name);
      } else {
        whole.addAll(variants(configured, name));
      }
    }
    return Finding.advice(
        Severity.ADVICE,
        "An index file without its extension is negotiated",
        "For a bare name with MultiViews the whole directory is read, for every request of a"
            + " directory: httpd was measured to make 23 calls, and 9 where the first whole name"
            + " is there. A wrong order costs more (36 calls for the fourth name).",
        List.of(Evidence.line(use), Evidence.count("names in the whole list", whole.size())),
        whole.isEmpty()
            ? List.of()
            : List.of(Change.replace(use, "DirectoryIndex " + String.join(" ", whole))));
  }

  /** The files that a bare name stands for, in the document roots, without their backups. */
  private static List<String> variants(Configured configured, String name) {
    Set<String> found = new TreeSet<>();
    for (DocumentRoot root : configured.roots()) {
      try (Stream<Path> files = Files.list(Path.of(root.path()))) {
        files
            .map(f -> String.valueOf(f.getFileName()))
            .filter(f -> f.startsWith(name + ".") && !f.endsWith("~") && !f.endsWith(".bak"))
            .forEach(found::add);
      } catch (IOException | InvalidPathException e) {
        // A document root that cannot be read has no names to tell.
      }
    }
    return List.copyOf(found);
  }

  private static Finding order(DirectiveUse use, Map<String, Long> hits, Measures live) {
    List<String> names = List.of(use.value().strip().split("\\s+"));
    List<String> best =
        names.stream()
            .sorted(Comparator.comparing((String n) -> -hits.getOrDefault(n, 0L)))
            .toList();
    long all = names.stream().mapToLong(n -> hits.getOrDefault(n, 0L)).sum();
    if (all < ENOUGH) {
      return new Finding.Waiting(
          "%d index files that were found without a plan; there were %d".formatted(ENOUGH, all));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.line(use));
    names.forEach(n -> evidence.add(Evidence.count(n + " found", hits.getOrDefault(n, 0L))));
    if (best.equals(names)) {
      return Finding.fine(
          "index files are looked for in the order in which they are found",
          evidence.toArray(Evidence[]::new));
    }
    long before = tries(names, hits);
    long after = tries(best, hits);
    evidence.add(Evidence.of("names tried for one that is found", (double) before / all, "names"));
    evidence.add(Evidence.of("in the better order", (double) after / all, "names"));
    evidence.addAll(LongWay.evidence(live));
    return Finding.advice(
        Severity.ADVICE,
        "Index files are not looked for in the order in which they are found",
        "Each name before the right one is looked up in vain: httpd was measured to make 9 calls"
            + " where the first name is there, and 36 where the fourth one is. Stoker does so once"
            + " for each directory, until a file in it changes.",
        evidence,
        List.of(Change.replace(use, "DirectoryIndex " + String.join(" ", best))));
  }

  private static long tries(List<String> names, Map<String, Long> hits) {
    long sum = 0;
    for (int i = 0; i < names.size(); i++) {
      sum += (i + 1) * hits.getOrDefault(names.get(i), 0L);
    }
    return sum;
  }
}
