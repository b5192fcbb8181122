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

  /** What the lines come to. */
  List<Stage.Line> of(List<Said> merged) {
    Map<About, List<Said>> standing = new LinkedHashMap<>();
    Map<Position, Set<Position>> overridden = new HashMap<>();
    for (Said line : merged) {
      Directive directive = line.directive();
      if (directive == null || !(read.contains(line.slot()) || named.contains(line.at()))) {
        continue;
      }
      for (String word : wordsOf(directive, line)) {
        About about = new About(directive.toString(), line.slot(), word);
        List<Said> before = standing.computeIfAbsent(about, a -> new ArrayList<>());
        boolean adds = directive.several() == Directive.Several.ALL || isRelative(line.words());
        if (!adds) {
          Set<Position> lost = overridden.computeIfAbsent(line.at(), p -> new HashSet<>());
          before.forEach(b -> lost.add(b.at()));
          before.clear();
        }
        before.add(line);
      }
    }
    return lines(standing, overridden, merged);
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
                ByteNames.toText(line.args()),
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
