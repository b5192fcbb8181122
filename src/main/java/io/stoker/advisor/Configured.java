package io.stoker.advisor;

import io.stoker.api.Core;
import io.stoker.api.MpmSettings;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import io.stoker.config.Said;
import io.stoker.config.Section;
import io.stoker.config.SectionMatcher;
import io.stoker.config.Snapshot;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.DirectiveUse;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.ServedConfiguration;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A configuration as the rules ask it: what holds where, and which line says so. */
public final class Configured {

  private final Snapshot snapshot;
  private final ServedConfiguration served;
  private final Map<String, DirectiveView> directives = new LinkedHashMap<>();
  private final Map<Position, List<DirectiveUse>> inForce = new HashMap<>();
  private final List<DocumentRoot> roots;

  /** A configuration that was loaded. */
  public Configured(Snapshot snapshot, ServedConfiguration served) {
    this.snapshot = snapshot;
    this.served = served;
    served.directives().forEach(d -> directives.put(d.name().toLowerCase(Locale.ROOT), d));
    for (DirectiveView view : directives.values()) {
      for (DirectiveUse use : uses(view.name())) {
        inForce.computeIfAbsent(use.position(), p -> new ArrayList<>(1)).add(use);
      }
    }
    this.roots = findRoots();
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public ServedConfiguration served() {
    return served;
  }

  /** How the server is sized. */
  public MpmSettings mpm() {
    return snapshot.main().get(MpmSettings.SLOT);
  }

  /** The path of the file that all begins with. */
  public String mainFile() {
    return served.files().isEmpty() ? "" : served.files().getFirst().path();
  }

  /** Every loaded directive. */
  public List<DirectiveView> directives() {
    return List.copyOf(directives.values());
  }

  /**
   * The lines that say a directive and are in force, in the order of the files.
   *
   * @param directive sections in brackets
   */
  public List<DirectiveUse> uses(String directive) {
    DirectiveView view = directives.get(directive.toLowerCase(Locale.ROOT));
    return view == null
        ? List.of()
        : view.uses().stream().filter(use -> use.overriddenBy() == null).toList();
  }

  /** The line of the main server that holds, outside of all sections; null where none does. */
  public @Nullable DirectiveUse inMain(String directive) {
    return uses(directive).stream()
        .filter(u -> u.server().equals(DirectiveUse.MAIN) && u.sections().isEmpty())
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /**
   * The line that loads a module; null where it is there without one. It acts while the file is
   * read, so that it is no directive of the tree.
   *
   * @param identifier such as {@code mime_module}
   */
  public @Nullable DirectiveUse loading(String identifier) {
    Pattern line = Pattern.compile("(?i)\\s*(LoadModule)\\s+(" + identifier + "\\s.*)");
    for (ConfigFile file : served.files()) {
      ConfigText read = served.file(file.path());
      List<String> lines = read == null ? List.of() : read.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher m = line.matcher(lines.get(i));
        if (m.matches()) {
          Position at = new Position(file.path(), i + 1);
          return new DirectiveUse(
              m.group(1), m.group(2).strip(), DirectiveUse.MAIN, List.of(), at, null);
        }
      }
    }
    return null;
  }

  /** The line that holds directly in a Directory section for that path; null where none does. */
  public @Nullable DirectiveUse inDirectory(String directive, String path) {
    return uses(directive).stream()
        .filter(u -> !u.sections().isEmpty() && path.equals(directoryOf(u.sections().getLast())))
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /** The place of a Directory section for exactly that path; null where there is none. */
  public @Nullable DirectiveUse directorySection(String path) {
    return uses("<Directory>").stream()
        .filter(u -> path.equals(directoryOf("<Directory " + u.value())))
        .findFirst()
        .orElse(null);
  }

  /** The path of {@code <Directory "/srv/">} without slash at its end; null for anything else. */
  private static @Nullable String directoryOf(String written) {
    if (!written.toLowerCase(Locale.ROOT).startsWith("<directory ")) {
      return null;
    }
    return bare(written.substring("<directory ".length()).replaceAll("[\">]", "").strip());
  }

  /** Without a slash at the end, but for the root. */
  public static String bare(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  // ---- what holds on the way to a file ----

  /**
   * The document roots, each as often as it differs from host to host what holds there; those that
   * are not absolute paths are left out.
   */
  public List<DocumentRoot> roots() {
    return roots;
  }

  private List<DocumentRoot> findRoots() {
    Map<List<Level>, DocumentRoot> found = new LinkedHashMap<>();
    for (Server server : snapshot.servers()) {
      String root = server.get(Core.DOCUMENT_ROOT);
      if (root != null && root.startsWith("/")) {
        String path = bare(root);
        List<Level> levels = levels(server, path);
        found.putIfAbsent(levels, new DocumentRoot(server, path, levels));
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * What a server's Directory sections say at each directory down to that path. Sections with
   * regular expressions speak last and of single paths; they are left out.
   */
  public List<Level> levels(Server server, String path) {
    List<Section> sections = server.values().get(Section.DIRECTORIES);
    SlotValues merged = SlotValues.EMPTY;
    List<Level> levels = new ArrayList<>();
    for (String directory : directoriesOf(path)) {
      String slashed = directory + "/";
      for (Section section : sections) {
        if (isFor(section.matcher(), slashed)) {
          merged = section.values().over(merged);
        }
      }
      SlotValues here = merged.over(server.defaults());
      Set<String> listed = here.get(Core.ALLOW_OVERRIDE_LIST);
      levels.add(
          new Level(
              directory,
              here.get(Core.OPTIONS),
              here.get(Core.ALLOW_OVERRIDE),
              listed != null && !listed.isEmpty(),
              here.get(Core.ENABLE_SENDFILE)));
    }
    return List.copyOf(levels);
  }

  /** {@code /srv/www}: the empty one for the root, {@code /srv}, {@code /srv/www}. */
  private static List<String> directoriesOf(String path) {
    List<String> all = new ArrayList<>();
    all.add("");
    if (path.length() > 1) {
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        all.add(path.substring(0, slash));
      }
      all.add(path);
    }
    return all;
  }

  /** The directory has a slash at the end, as sections have it. */
  private static boolean isFor(SectionMatcher matcher, String directory) {
    return switch (matcher) {
      case SectionMatcher.DirectoryPath(String path, int depth) -> path.equals(directory);
      case SectionMatcher.DirectoryWildcard(String pattern, int depth) ->
          fits(bare(pattern), bare(directory));
      default -> false;
    };
  }

  private static boolean fits(String pattern, String directory) {
    try {
      String glob = pattern.replaceAll("([{}])", "\\\\$1");
      return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(directory));
    } catch (PatternSyntaxException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * Whether a Directory section other than that of the root is for a directory or one above it, of
   * any server, with wildcards and regular expressions too.
   */
  public boolean hasSection(String path) {
    return snapshot.servers().stream()
        .flatMap(server -> server.values().get(Section.DIRECTORIES).stream())
        .anyMatch(section -> reaches(section.matcher(), path));
  }

  private static boolean reaches(SectionMatcher matcher, String path) {
    return directoriesOf(path).stream()
        .filter(directory -> !directory.isEmpty())
        .anyMatch(
            directory ->
                matcher instanceof SectionMatcher.DirectoryRegex pattern
                    ? pattern.isFor(directory)
                    : isFor(matcher, directory + "/"));
  }

  // ---- which line says it ----

  /**
   * A line that has a say in what holds in a directory.
   *
   * @param section the Directory section that it is in; null outside of all
   */
  public record Saying(DirectiveUse use, @Nullable Section section) {}

  /**
   * The lines that made a setting what it is for a server in a directory, the one that decides
   * last: nothing but signed words comes after the first.
   *
   * @param mentions whether signed words are about what is asked for; words without a sign always
   *     are
   */
  public List<Saying> sayings(
      Server server, String path, Slot<?> slot, Predicate<String> mentions) {
    List<Saying> all = new ArrayList<>();
    add(snapshot.provenance().ofMain(), null, slot, mentions, all);
    if (server.isVirtual()) {
      add(snapshot.provenance().of(server), null, slot, mentions, all);
    }
    List<Section> sections = server.values().get(Section.DIRECTORIES);
    for (String directory : directoriesOf(path)) {
      for (Section section : sections) {
        if (isFor(section.matcher(), directory + "/")) {
          add(section.lines(), section, slot, mentions, all);
        }
      }
    }
    return List.copyOf(all);
  }

  private void add(
      List<Said> lines,
      @Nullable Section section,
      Slot<?> slot,
      Predicate<String> mentions,
      List<Saying> all) {
    for (Said line : lines) {
      DirectiveUse use = line.slot() == slot ? useOf(line) : null;
      boolean isSigned = use != null && use.value().strip().matches("[+-].*");
      if (use != null && !isSigned) {
        all.clear();
      }
      if (use != null && (!isSigned || mentions.test(use.value()))) {
        all.add(new Saying(use, section));
      }
    }
  }

  /** Null for a line that another one in the same place overrides. */
  private @Nullable DirectiveUse useOf(Said line) {
    return at(line.at()).stream()
        .filter(u -> line.directive() != null && line.directive().name().equalsIgnoreCase(u.name()))
        .findFirst()
        .orElse(null);
  }

  /** What a line says: once for each place that its file is included in. */
  public List<DirectiveUse> at(Position position) {
    return inForce.getOrDefault(position, List.of());
  }

  /** The line that decides; null where the default holds. */
  public @Nullable DirectiveUse deciding(
      Server server, String path, Slot<?> slot, Predicate<String> mentions) {
    List<Saying> all = sayings(server, path, slot, mentions);
    return all.isEmpty() ? null : all.getLast().use();
  }
}
