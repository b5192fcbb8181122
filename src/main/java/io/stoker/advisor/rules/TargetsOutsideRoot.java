package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Level;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.advisor.rules.Targets.Target;
import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    List<Target> all = Targets.of(configured);
    List<Target> bare = all.stream().filter(t -> isBare(configured, t.path())).toList();
    if (bare.isEmpty()) {
      return Finding.fine(
          "every target outside of a document root has a section of its own",
          Evidence.count("targets of Alias, ScriptAlias and RewriteRule", all.size()));
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.count("targets without a section", bare.size()));
    bare.forEach(t -> evidence.add(Evidence.line(t.line())));
    Level there =
        configured
            .levels(
                Targets.serversOf(configured, bare.getFirst().line()).getFirst(),
                bare.getFirst().path())
            .getLast();
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
            + " or nothing. A section of its own says which options are meant: the change writes"
            + " what holds there now.",
        evidence,
        bare.stream().flatMap(t -> change(configured, t)).toList());
  }

  /** What holds there now, so that nothing changes but that it is said. */
  private static Stream<Change> change(Configured configured, Target target) {
    DirectiveUse line = target.line();
    boolean isForAll = line.server().equals(DirectiveUse.MAIN) || !line.sections().isEmpty();
    List<Server> servers =
        isForAll ? configured.snapshot().servers() : Targets.serversOf(configured, line);
    List<List<String>> now =
        servers.stream().map(s -> section(configured, s, target.path())).distinct().toList();
    if (now.size() != 1) {
      return Stream.empty();
    }
    String[] lines = now.getFirst().toArray(String[]::new);
    return Stream.of(
        line.sections().isEmpty() ? Change.after(line, lines) : Change.append(configured, lines));
  }

  private static List<String> section(Configured configured, Server server, String path) {
    Level level = configured.levels(server, path).getLast();
    DirectiveUse override = configured.deciding(server, path, Core.ALLOW_OVERRIDE, signed -> true);
    return List.of(
        "<Directory \"" + path + "\">",
        "    " + OptionsWords.all(level.options()),
        "    AllowOverride " + (override == null ? "None" : override.value()),
        "</Directory>");
  }

  /** Whether neither it nor a folder above it but the root has a section. */
  private static boolean isBare(Configured configured, String path) {
    return !configured.hasSection(path)
        && configured.roots().stream()
            .noneMatch(r -> path.equals(r.path()) || path.startsWith(r.path() + "/"));
  }
}
