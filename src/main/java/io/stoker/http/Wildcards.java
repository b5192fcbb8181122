package io.stoker.http;

import java.util.Set;

/**
 * Wildcard matching as httpd does it: {@link #fnmatch} like a shell, for file and section names,
 * and {@link #matches} with {@code *} and {@code ?} alone, for host names and the like.
 *
 * <p>Time is at most the product of both lengths. Characters are compared one by one and case is
 * that of ASCII; where httpd's bytes matter, pass text with a character for each byte.
 */
public final class Wildcards {

  private Wildcards() {}

  /** What changes the meaning of a shell pattern. */
  public enum Flag {
    /** A backslash is an ordinary character; without this it takes the meaning of the next away. */
    NO_ESCAPE,
    /** A slash is matched by a slash alone, so neither by {@code *} nor {@code ?} nor brackets. */
    PATHNAME,
    /**
     * A period at the beginning, with {@link #PATHNAME} of any segment, is matched by a period
     * alone.
     */
    PERIOD,
    /** Upper and lower case are the same. */
    IGNORE_CASE
  }

  /**
   * Matches a shell pattern: {@code *} is any text, {@code ?} any character, {@code [abc]}, {@code
   * [a-z]}, {@code [!a]} and {@code [^a]} one of, or none of, a set. A bracket that is not closed
   * is an ordinary character.
   */
  public static boolean fnmatch(String pattern, String text, Set<Flag> flags) {
    Shell shell = new Shell(pattern, text, flags);
    if (!flags.contains(Flag.PATHNAME)) {
      return shell.segment(0, pattern.length(), 0, text.length());
    }
    int p = 0;
    int t = 0;
    while (true) {
      int patternSlash = shell.patternSlash(p);
      int textSlash = text.indexOf('/', t);
      int patternEnd = patternSlash < 0 ? pattern.length() : patternSlash;
      int textEnd = textSlash < 0 ? text.length() : textSlash;
      if ((patternSlash < 0) != (textSlash < 0)
          || !shell.segment(p, shell.withoutEscape(p, patternEnd), t, textEnd)) {
        return false;
      }
      if (patternSlash < 0) {
        return true;
      }
      p = patternSlash + 1;
      t = textSlash + 1;
    }
  }

  /**
   * {@return whether a name has wildcards for {@link #fnmatch}: {@code *}, {@code ?} or a pair of
   * brackets, not taken away by a backslash}
   */
  public static boolean hasWildcards(String pattern) {
    boolean bracket = false;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*', '?' -> {
          return true;
        }
        case '\\' -> i++;
        case '[' -> bracket = true;
        case ']' -> {
          if (bracket) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Matches a pattern in which {@code *} and {@code ?} are all there is. */
  public static boolean matches(String pattern, String text) {
    return simple(pattern, text, false);
  }

  /** Like {@link #matches}, upper and lower case being the same. */
  public static boolean matchesIgnoringCase(String pattern, String text) {
    return simple(pattern, text, true);
  }

  private static boolean simple(String pattern, String text, boolean fold) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    int lastStar = pattern.lastIndexOf('*');
    while (t < text.length() || p < pattern.length()) {
      char c = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && c == '*') {
        star = p++;
        if (star == lastStar) {
          // What stands behind the last star can only be the end.
          t = Math.max(t, text.length() - (pattern.length() - p));
        }
        starText = t;
      } else if (p < pattern.length()
          && t < text.length()
          && (c == '?' || same(c, text.charAt(t), fold))) {
        p++;
        t++;
      } else if (star >= 0 && star != lastStar && starText < text.length()) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean same(char a, char b, boolean fold) {
    return a == b || (fold && lower(a) == lower(b));
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** One match of a shell pattern; knows the place after the element that was looked at last. */
  private static final class Shell {
    private final String pattern;
    private final String text;
    private final boolean escapes;
    private final boolean pathname;
    private final boolean period;
    private final boolean fold;
    private int next;

    Shell(String pattern, String text, Set<Flag> flags) {
      this.pattern = pattern;
      this.text = text;
      this.escapes = !flags.contains(Flag.NO_ESCAPE);
      this.pathname = flags.contains(Flag.PATHNAME);
      this.period = flags.contains(Flag.PERIOD);
      this.fold = flags.contains(Flag.IGNORE_CASE);
    }

    int patternSlash(int from) {
      return pattern.indexOf('/', from);
    }

    /** The end of a pattern's segment, without a backslash that escapes the slash after it. */
    int withoutEscape(int from, int end) {
      if (!escapes || end == pattern.length()) {
        return end;
      }
      int backslashes = 0;
      while (end - backslashes > from && pattern.charAt(end - backslashes - 1) == '\\') {
        backslashes++;
      }
      return end - backslashes % 2;
    }

    boolean segment(int patternStart, int patternEnd, int textStart, int textEnd) {
      int p = patternStart;
      int t = textStart;
      if (period && t < textEnd && text.charAt(t) == '.') {
        if (p == patternEnd || !isLiteralPeriod(p, patternEnd)) {
          return false;
        }
      }
      int star = -1;
      int starText = 0;
      while (t < textEnd || p < patternEnd) {
        if (p < patternEnd && pattern.charAt(p) == '*') {
          star = p++;
          starText = t;
        } else if (p < patternEnd && t < textEnd && element(p, patternEnd, text.charAt(t))) {
          p = next;
          t++;
        } else if (star >= 0 && starText < textEnd) {
          p = star + 1;
          t = ++starText;
        } else {
          return false;
        }
      }
      return true;
    }

    private boolean isLiteralPeriod(int p, int end) {
      boolean escaped = escapes && pattern.charAt(p) == '\\' && p + 1 < end;
      return pattern.charAt(escaped ? p + 1 : p) == '.';
    }

    /** Whether the element at {@code p}, anything but a star, matches; moves {@code next} on. */
    private boolean element(int p, int end, char c) {
      char wanted = pattern.charAt(p);
      next = p + 1;
      if (wanted == '?') {
        return true;
      }
      if (wanted == '[') {
        int close = closingBracket(p, end);
        if (close >= 0) {
          next = close + 1;
          return inSet(p + 1, close, c);
        }
      } else if (wanted == '\\' && escapes && next < end) {
        wanted = pattern.charAt(next++);
      }
      return same(wanted, c, fold);
    }

    private int setStart(int i, int end) {
      return i < end && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^') ? i + 1 : i;
    }

    private int closingBracket(int open, int end) {
      int first = setStart(open + 1, end);
      for (int i = first; i < end; i++) {
        char c = pattern.charAt(i);
        if (c == ']' && i > first) {
          return i;
        }
        if (c == '\\' && escapes) {
          i++;
        }
      }
      return -1;
    }

    private boolean inSet(int start, int end, char c) {
      int i = setStart(start, end);
      boolean negated = i > start;
      boolean found = false;
      while (i < end) {
        i = unescaped(i, end);
        char low = pattern.charAt(i++);
        char high = low;
        if (i + 1 < end && pattern.charAt(i) == '-') {
          i = unescaped(i + 1, end);
          high = pattern.charAt(i++);
        }
        found |= low <= c && c <= high;
        found |= fold && lower(low) <= lower(c) && lower(c) <= lower(high);
      }
      return found != negated && !(pathname && c == '/');
    }

    private int unescaped(int i, int end) {
      return escapes && pattern.charAt(i) == '\\' && i + 1 < end ? i + 1 : i;
    }
  }
}
