package io.stoker.advisor.rules;

import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Configured.Saying;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Level;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.config.SectionMatcher;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A line above document roots that is to say something else, while everything that is served and
 * inherits from it keeps what it has. Both is one change: a half of it would silently take rules or
 * a protection away from some site.
 *
 * @param line as it is
 * @param slot what it sets
 * @param mentions whether signed words are about that
 */
record LineAbove(Configured configured, Saying line, Slot<?> slot, Predicate<String> mentions) {

  /** Places that are kept by a section each: more of them are no change that somebody reads. */
  private static final int MOST = 50;

  /** The lines that decide in directories above a document root for which that matters, once. */
  static Set<Saying> of(
      Configured configured,
      List<DocumentRoot> roots,
      Predicate<Level> matters,
      Slot<?> slot,
      Predicate<String> mentions) {
    Set<Saying> lines = new LinkedHashSet<>();
    for (DocumentRoot root : roots) {
      for (Level level : root.above()) {
        if (matters.test(level)) {
          List<Saying> said = configured.sayings(root.server(), level.path(), slot, mentions);
          said.stream().skip(Math.max(0, said.size() - 1)).forEach(lines::add);
        }
      }
    }
    return lines;
  }

  /**
   * The change.
   *
   * @param after what it says then
   * @param kept the line that keeps what holds at a directory
   * @return null where it cannot be told that everything keeps what it has, or where that cannot be
   *     said in one file
   */
  @Nullable Change change(String after, Function<Level, String> kept) {
    if (!isAlone() || Targets.leadElsewhere(configured)) {
      return null;
    }
    List<Change> all = new ArrayList<>();
    for (Map.Entry<String, Set<Server>> place : Targets.served(configured).entrySet()) {
      String path = place.getKey();
      if (place.getValue().stream().anyMatch(server -> sayings(server, path).contains(line))) {
        if (all.size() == MOST || !isKeptForAll(path)) {
          return null;
        }
        all.add(keeping(path, kept.apply(level(path))));
      }
    }
    all.add(Change.replace(line.use(), after));
    return Change.together(all);
  }

  /** Whether it is a line of the main server, in a file that is read once. */
  private boolean isAlone() {
    DirectiveUse use = line.use();
    return isOfMain(use)
        && (line.section() == null
            || line.section().position().file().equals(use.position().file()));
  }

  private boolean isOfMain(DirectiveUse use) {
    return use.server().equals(DirectiveUse.MAIN) && configured.at(use.position()).size() == 1;
  }

  /**
   * Whether a section of the main server for a place says to no host anything new: none has a word
   * of its own on the way.
   */
  private boolean isKeptForAll(String path) {
    return !isFor(path)
        && configured.snapshot().servers().stream()
            .allMatch(server -> sayings(server, path).equals(List.of(line)));
  }

  /** Whether it is the very section of that place. */
  private boolean isFor(String path) {
    return line.section() != null
        && line.section().matcher() instanceof SectionMatcher.DirectoryPath(String own, int depth)
        && Configured.bare(own).equals(path);
  }

  private List<Saying> sayings(Server server, String path) {
    return configured.sayings(server, path, slot, mentions);
  }

  private Level level(String path) {
    return configured.levels(configured.snapshot().main(), path).getLast();
  }

  private Change keeping(String path, String words) {
    DirectiveUse section = configured.directorySection(path);
    String file = line.use().position().file();
    return section != null && isOfMain(section) && section.position().file().equals(file)
        ? Change.after(section.position(), "<Directory " + section.value() + ">", words)
        : Change.append(file, "<Directory \"" + path + "\">", "    " + words, "</Directory>");
  }
}
