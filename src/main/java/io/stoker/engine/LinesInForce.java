package io.stoker.engine;

import io.stoker.api.Directive;
import io.stoker.api.Position;
import io.stoker.api.Slot;
import io.stoker.api.explain.Stage;
import io.stoker.config.Said;
import io.stoker.files.ByteNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which of the lines that were merged hold, and which of those decided something: of all that
 * filled a slot that somebody looked at, in the order of merging, those that no later line
 * overrides ({@link Directive#several}).
 */
final class LinesInForce {

  /** What two lines have in common when the later overrides the earlier. */
  private record About(String directive, Slot<?> slot, String word) {}

  private final Set<Slot<?>> read = new HashSet<>();
  private final Set<Slot<?>> effective = new HashSet<>();
  private final Set<Position> named = new HashSet<>();
  private final Set<StageAccount.Word> words = new HashSet<>();

  /** Somebody looked at slots, and did something or not. */
  void read(Set<Slot<?>> slots, boolean didSomething) {
    read.addAll(slots);
    if (didSomething) {
      effective.addAll(slots);
    }
  }

  void named(Set<Position> lines, Set<StageAccount.Word> byWord) {
    named.addAll(lines);
    words.addAll(byWord);
  }

  /**
   * What the lines come to.
   *
   * @param places the lines of each place that was merged, the outermost first
   */
  List<Stage.Line> of(List<List<Said>> places) {
    Map<About, List<Said>> standing = new LinkedHashMap<>();
    Map<Position, Set<Position>> overridden = new HashMap<>();
    for (List<Said> place : places) {
      Set<Slot<?>> begun = new HashSet<>();
      for (Said line : place) {
        if (!matters(line)) {
          continue;
        }
        if (line.slot().isReplaced() && begun.add(line.slot())) {
          replaceAll(line, standing, overridden);
        }
        add(line, standing, overridden);
      }
    }
    return lines(standing, overridden, places.stream().flatMap(List::stream).toList());
  }

  private boolean matters(Said line) {
    return line.directive() != null && (read.contains(line.slot()) || named.contains(line.at()));
  }

  /** An inner place that says anything of the slot says everything. */
  private static void replaceAll(
      Said line, Map<About, List<Said>> standing, Map<Position, Set<Position>> overridden) {
    standing.forEach(
        (about, lines) -> {
          if (about.slot() == line.slot()) {
            lose(lines, line, overridden);
          }
        });
  }

  private static void add(
      Said line, Map<About, List<Said>> standing, Map<Position, Set<Position>> overridden) {
    Directive directive = Objects.requireNonNull(line.directive());
    boolean adds = directive.several() == Directive.Several.ALL || isRelative(line.words());
    for (String word : wordsOf(directive, line)) {
      About about = new About(directive.toString(), line.slot(), word);
      List<Said> before = standing.computeIfAbsent(about, a -> new ArrayList<>());
      if (!adds) {
        lose(before, line, overridden);
      }
      before.add(line);
    }
  }

  private static void lose(List<Said> lines, Said to, Map<Position, Set<Position>> overridden) {
    if (!lines.isEmpty()) {
      Set<Position> lost = overridden.computeIfAbsent(to.at(), p -> new HashSet<>());
      lines.forEach(line -> lost.add(line.at()));
      lines.clear();
    }
  }

  private List<Stage.Line> lines(
      Map<About, List<Said>> standing, Map<Position, Set<Position>> overridden, List<Said> merged) {
    Map<Position, Boolean> decides = new HashMap<>();
    standing.forEach(
        (about, all) -> {
          for (Said line : all) {
            decides.merge(line.at(), decides(about, line), Boolean::logicalOr);
          }
        });
    List<Stage.Line> result = new ArrayList<>();
    Set<Position> done = new HashSet<>();
    for (Said line : merged) {
      Directive directive = line.directive();
      Boolean deciding = decides.get(line.at());
      if (directive != null && deciding != null && done.add(line.at())) {
        Set<Position> lost = overridden.getOrDefault(line.at(), Set.of());
        List<Position> inOrder =
            merged.stream().map(Said::at).filter(lost::contains).distinct().toList();
        result.add(
            new Stage.Line(
                directive.toString(),
                line.module(),
                ByteNames.toText(directive.shown(line.args())),
                line.at(),
                deciding,
                inOrder));
      }
    }
    return List.copyOf(result);
  }

  private boolean decides(About about, Said line) {
    if (named.contains(line.at())) {
      return true;
    }
    Directive directive = line.directive();
    return switch (directive == null ? Directive.Several.ALL : directive.several()) {
      case ALL -> false;
      case LAST -> effective.contains(about.slot());
      case LAST_OF_FIRST_WORD, LAST_OF_OTHER_WORDS -> isNamedByWord(about);
    };
  }

  /** Where nobody names lines of the slot by their words, all of them count. */
  private boolean isNamedByWord(About about) {
    boolean anyNamed = words.stream().anyMatch(w -> w.slot() == about.slot());
    return anyNamed
        ? words.stream()
            .anyMatch(w -> w.slot() == about.slot() && bare(w.word()).equals(about.word))
        : effective.contains(about.slot());
  }

  private static List<String> wordsOf(Directive directive, Said line) {
    return switch (directive.several()) {
      case LAST -> List.of("");
      case ALL -> List.of(line.at().toString());
      case LAST_OF_FIRST_WORD -> line.words().stream().limit(1).map(LinesInForce::bare).toList();
      case LAST_OF_OTHER_WORDS -> line.words().stream().skip(1).map(LinesInForce::bare).toList();
    };
  }

  private static String bare(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.startsWith(".") ? lower.substring(1) : lower;
  }

  /** {@code +Indexes -MultiViews}: what was said before still counts. */
  private static boolean isRelative(List<String> words) {
    return !words.isEmpty() && words.stream().allMatch(w -> w.startsWith("+") || w.startsWith("-"));
  }
}
