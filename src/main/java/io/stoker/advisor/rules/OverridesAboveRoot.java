package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Level;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import io.stoker.runtime.view.DirectiveUse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    List<DocumentRoot> above =
        site.configured().roots().stream().filter(r -> r.accessFilesAbove() > 0).toList();
    if (above.isEmpty()) {
      return Finding.fine("no access files are read above a document root");
    }
    List<Evidence> own = new ArrayList<>();
    for (DocumentRoot root : above) {
      own.add(
          Evidence.count(
              "directories above " + root.path() + " where they are read",
              root.accessFilesAbove()));
      own.addAll(found(site.configured(), root));
    }
    return LongWay.judgeAnyway(
        site,
        own,
        "AllowOverride reaches above the document root",
        "What is above the document root is the administrator's own: its rules belong into the"
            + " configuration, and AllowOverride None keeps all others out.",
        s -> changes(s.configured(), above.getFirst()));
  }

  /** Access files that are there: their rules would have to move. */
  private static List<Evidence> found(Configured configured, DocumentRoot root) {
    List<Evidence> all = new ArrayList<>();
    for (Level level : root.levels().subList(0, root.levels().size() - 1)) {
      for (String name : configured.snapshot().main().get(Core.ACCESS_FILE_NAMES)) {
        try {
          Path file = Path.of(level.directory() + "/" + name);
          if (level.readsAccessFiles() && Files.exists(file)) {
            all.add(Evidence.text("rules to move into " + level.path(), file.toString()));
          }
        } catch (InvalidPathException e) {
          // A name that no file can have is not there.
        }
      }
    }
    return all;
  }

  private static List<Change> changes(Configured configured, DocumentRoot root) {
    List<Change> all = new ArrayList<>();
    List<Level> levels = root.levels();
    DirectiveUse above = configured.deciding("AllowOverride", levels.subList(0, levels.size() - 1));
    DirectiveUse own = configured.inDirectory("AllowOverride", root.path());
    DirectiveUse section = configured.directorySection(root.path());
    if (above != null && own == null) {
      String keep = "AllowOverride " + above.value();
      all.add(
          section == null
              ? Change.append(
                  configured, "<Directory \"" + root.path() + "\">", "    " + keep, "</Directory>")
              : Change.after(section.position(), "<Directory " + section.value() + ">", keep));
    }
    if (above != null) {
      all.add(Change.replace(above, "AllowOverride None"));
    }
    return all;
  }
}
