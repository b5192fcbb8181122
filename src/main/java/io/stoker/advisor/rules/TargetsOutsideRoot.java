package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Level;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SR-018: what Alias and RewriteRule reach outside of the document root */
@AutoService(Rule.class)
public final class TargetsOutsideRoot implements Rule {

  @Override
  public String id() {
    return "SR-018";
  }

  @Override
  public String looksAt() {
    return "targets of `Alias`, `ScriptAlias`, `RewriteRule` without a section";
  }

  private static final Pattern LAST_WORD = Pattern.compile("(\"[^\"]*\"|\\S+)\\s*$");
  private static final Pattern REWRITE =
      Pattern.compile("^(?:\"[^\"]*\"|\\S+)\\s+(\"[^\"]*\"|\\S+)");

  /** A line, and the folder that it leads to. */
  private record Target(DirectiveUse line, String path) {}

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<Target> all = targets(configured);
    List<Target> bare = all.stream().filter(t -> isBare(configured, t.path())).toList();
    if (bare.isEmpty()) {
      return Finding.fine(
          "every target outside of a document root has a section of its own",
          Evidence.count("targets of Alias, ScriptAlias and RewriteRule", all.size()));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("targets without a section", bare.size()));
    bare.forEach(t -> evidence.add(Evidence.line(t.line())));
    Level there = configured.levels(configured.snapshot().main(), bare.getFirst().path()).getLast();
    evidence.add(
        Evidence.text(
            "what holds in " + bare.getFirst().path(),
            (there.checksLinks() ? "links are checked" : "links are followed")
                + (there.readsAccessFiles() ? ", .htaccess is read" : ", .htaccess is not read")));
    return Finding.advice(
        Severity.ADVICE,
        bare.size() == 1
            ? bare.getFirst().path() + " is outside of the document root and has no section"
            : bare.size() + " targets outside of the document root have no section",
        "What is said for the document root does not hold there: what the sections of / say does,"
            + " or nothing. A section of its own says which options are meant.",
        evidence,
        bare.stream().map(t -> change(configured, t)).toList());
  }

  private static Change change(Configured configured, Target target) {
    String[] lines = {
      "<Directory \"" + target.path() + "\">",
      "    Options FollowSymLinks",
      "    AllowOverride None",
      "</Directory>"
    };
    DirectiveUse line = target.line();
    return line.sections().isEmpty()
        ? Change.after(line.position(), line.server(), lines)
        : Change.append(configured, lines);
  }

  /** Whether neither it nor a folder above it but the root has a section. */
  private static boolean isBare(Configured configured, String path) {
    for (DocumentRoot root : configured.roots()) {
      if (path.equals(root.path()) || path.startsWith(root.path() + "/")) {
        return false;
      }
    }
    for (String at = path; at.length() > 1; at = at.substring(0, at.lastIndexOf('/'))) {
      if (configured.directorySection(at) != null) {
        return false;
      }
    }
    return true;
  }

  private static List<Target> targets(Configured configured) {
    List<Target> all = new ArrayList<>();
    for (String directive : List.of("Alias", "ScriptAlias")) {
      for (DirectiveUse use : configured.uses(directive)) {
        Matcher m = LAST_WORD.matcher(use.value());
        if (m.find()) {
          add(use, m.group(1), all);
        }
      }
    }
    for (DirectiveUse use : configured.uses("RewriteRule")) {
      Matcher m = REWRITE.matcher(use.value());
      if (m.find() && isOnDisk(m.group(1))) {
        add(use, m.group(1), all);
      }
    }
    return all;
  }

  private static void add(DirectiveUse use, String written, List<Target> all) {
    String path = folder(written);
    if (path.startsWith("/") && path.length() > 1) {
      all.add(new Target(use, path));
    }
  }

  /** The part of a path that no variable changes. */
  private static String folder(String written) {
    String path = written.replace("\"", "");
    int variable = path.replace('%', '$').indexOf('$');
    if (variable >= 0) {
      path = path.substring(0, path.lastIndexOf('/', variable) + 1);
    }
    return Configured.bare(path);
  }

  /** What RewriteRule leads to is a file where its first folder is one, else a URL. */
  private static boolean isOnDisk(String written) {
    String path = folder(written);
    int second = path.indexOf('/', 1);
    if (!path.startsWith("/") || path.length() < 2) {
      return false;
    }
    try {
      return Files.isDirectory(Path.of(second < 0 ? path : path.substring(0, second)));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
