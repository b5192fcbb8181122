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
        return wholeNames(configured, use, bare);
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

  /**
   * No change: which of several names is shown depends on what a browser asks for, and folders
   * below may have names that the document root has not.
   */
  private static Finding wholeNames(Configured configured, DirectiveUse use, List<String> bare) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.line(use));
    for (DocumentRoot root : configured.roots()) {
      variants(root, bare).forEach(f -> evidence.add(Evidence.text("stands for", f)));
    }
    return Finding.advice(
        Severity.ADVICE,
        "An index file without its extension is negotiated",
        "For a bare name with MultiViews the whole directory is read, for every request of a"
            + " directory: httpd was measured to make 23 calls, and 9 where the first whole name"
            + " is there. A wrong order costs more (36 calls for the fourth name). Where every"
            + " directory has one and the same index file, its whole name before the bare one saves"
            + " that; where it is there in several languages or types, the bare name chooses, and a"
            + " whole one would not.",
        evidence,
        List.of());
  }

  /** The files that bare names stand for in a document root, without their backups. */
  private static List<String> variants(DocumentRoot root, List<String> bare) {
    try (Stream<Path> files = Files.list(Path.of(root.path()))) {
      return files
          .filter(file -> isVariant(String.valueOf(file.getFileName()), bare))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException e) {
      return List.of(); // A document root that cannot be read has no names to tell.
    }
  }

  private static boolean isVariant(String file, List<String> bare) {
    return bare.stream().anyMatch(name -> file.startsWith(name + "."))
        && !file.endsWith("~")
        && !file.endsWith(".bak");
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
            + " for each directory, until a file in it changes. A directory that has two of them"
            + " shows the other one in another order.",
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
