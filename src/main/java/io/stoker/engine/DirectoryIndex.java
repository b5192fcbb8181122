package io.stoker.engine;

import io.stoker.config.Section;
import io.stoker.config.SectionMatcher.DirectoryPath;
import io.stoker.config.SectionMatcher.DirectoryRegex;
import io.stoker.config.SectionMatcher.DirectoryWildcard;
import io.stoker.http.Wildcards;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Directory sections of a server, found by directory: what a level of the walk costs does not
 * grow with their number, but for those with wildcards.
 */
final class DirectoryIndex {

  private record Placed(int place, Section section) {}

  private record Wild(int place, String pattern, Section section) {}

  private static final Set<Wildcards.Flag> PATHNAME = EnumSet.of(Wildcards.Flag.PATHNAME);

  private final Map<String, List<Placed>> byPath = new HashMap<>();
  private final Map<Integer, List<Wild>> wildByDepth = new HashMap<>();
  private final List<Section> regexes = new ArrayList<>();

  DirectoryIndex(List<Section> sections) {
    for (int i = 0; i < sections.size(); i++) {
      Section s = sections.get(i);
      switch (s.matcher()) {
        case DirectoryPath(String path, int depth) ->
            byPath.computeIfAbsent(bare(path), p -> new ArrayList<>()).add(new Placed(i, s));
        case DirectoryWildcard(String pattern, int depth) ->
            wildByDepth
                .computeIfAbsent(depth(bare(pattern)), d -> new ArrayList<>())
                .add(new Wild(i, bare(pattern), s));
        case DirectoryRegex(var regex) -> regexes.add(s);
        default ->
            throw new IllegalArgumentException(
                "section: " + s.written() + " (expected: a Directory section)");
      }
    }
  }

  /**
   * The sections for exactly this directory, in the order of the file.
   *
   * @param directory without a slash at the end, so empty for the root
   */
  List<Section> at(String directory) {
    List<Placed> exact = byPath.getOrDefault(directory, List.of());
    List<Wild> wild = wildByDepth.getOrDefault(depth(directory), List.of());
    if (wild.isEmpty()) {
      return exact.stream().map(Placed::section).toList();
    }
    List<Placed> all = new ArrayList<>(exact);
    for (Wild w : wild) {
      if (Wildcards.fnmatch(w.pattern, directory, PATHNAME)) {
        all.add(new Placed(w.place, w.section));
      }
    }
    all.sort(Comparator.comparingInt(Placed::place));
    return all.stream().map(Placed::section).toList();
  }

  /** The sections with regular expressions, in the order of the file. */
  List<Section> regexes() {
    return regexes;
  }

  private static int depth(String bare) {
    return (int) bare.chars().filter(c -> c == '/').count();
  }

  private static String bare(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
