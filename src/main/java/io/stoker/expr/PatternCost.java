package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses patterns whose searches could not be stopped: a search is metered by the characters it
 * looks at, so that what it can do without looking at any must be bounded beforehand.
 *
 * <p>Counted are the ways through the pattern that take no character (each alternative that may be
 * empty is one), and the size with all repetitions of groups written out, which PCRE limits to the
 * same number for the same reason.
 */
final class PatternCost {

  /** For each place of the text a search begins at; legitimate patterns have one or two. */
  private static final double MOST_EMPTY_WAYS = 1000;

  /** Code units of a compiled pattern, as PCRE's limit for its usual link size. */
  private static final double LARGEST = 65_536;

  /** PCRE's default. */
  private static final int DEEPEST = 250;

  /** One group, or the pattern itself. */
  private static final class Level {
    /** Empty ways through the alternatives before this one. */
    double before;

    /** Empty ways through this alternative; 0 where it takes a character. */
    double ways = 1;

    /** The last item of this alternative: empty ways through it, and its size. */
    double itemWays = 1;

    double itemSize;
    boolean itemIsGroup;
    double size;

    void item(double newWays, double newSize, boolean isGroup) {
      settle();
      itemWays = newWays;
      itemSize = newSize;
      itemIsGroup = isGroup;
    }

    /** The last item is complete: no quantifier follows it. */
    void settle() {
      ways *= itemWays;
      size += itemSize;
      itemWays = 1;
      itemSize = 0;
      itemIsGroup = false;
    }

    void alternative() {
      settle();
      before += ways;
      ways = 1;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private Level level = new Level();

  void consuming() {
    level.item(0, 2, false);
  }

  void assertion() {
    level.item(1, 1, false);
  }

  void alternative() {
    level.alternative();
  }

  void open() throws Malformed {
    if (levels.size() >= DEEPEST) {
      throw new Malformed("parentheses are too deeply nested");
    }
    levels.push(level);
    level = new Level();
  }

  void close() throws PatternException {
    level.alternative();
    Level closed = level;
    level = levels.pop();
    level.item(closed.before, closed.size + 6, true);
    check();
  }

  void quantifier(int least, int most) throws PatternException {
    if (level.itemIsGroup) {
      // Java goes on with an empty repetition only as often as it must.
      int times = most == Integer.MAX_VALUE ? Math.max(least, 1) : most;
      level.itemWays = Math.pow(Math.max(1, level.itemWays), times);
      level.itemSize *= Math.max(1, times);
    }
    if (least == 0 && level.itemWays == 0) {
      level.itemWays = 1;
    }
    check();
  }

  void finish() throws Unsupported {
    level.alternative();
    if (level.before > MOST_EMPTY_WAYS) {
      throw new Unsupported("so many alternatives that match nothing");
    }
  }

  private void check() throws PatternException {
    if (level.itemWays > MOST_EMPTY_WAYS || level.ways > MOST_EMPTY_WAYS) {
      throw new Unsupported("so many alternatives that match nothing");
    }
    if (level.size + level.itemSize > LARGEST) {
      throw new Malformed("regular expression is too large");
    }
  }
}
