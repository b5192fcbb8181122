package io.stoker.expr;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression on {@link Pattern}.
 *
 * @param pattern as written
 * @param literals what every match has in it
 * @param groupNames names of the named groups by number
 */
record JavaRegex(
    String pattern, Pattern compiled, Literals literals, Map<Integer, String> groupNames)
    implements Regex {

  /** For searches that need more stack than a request has: reserved, and used as far as needed. */
  private static final long DEEP_STACK = 256L << 20;

  @Override
  public @Nullable Match find(String input) {
    if (!literals.admit(input)) {
      return null;
    }
    try {
      return search(input);
    } catch (StackOverflowError e) {
      return deepSearch(input);
    }
  }

  private @Nullable Match search(String input) {
    Matcher m = compiled.matcher(new Metered(input, pattern));
    return m.find() ? new JavaMatch(input, m) : null;
  }

  /** Java's engine calls itself for each repetition of a group; PCRE has room for more of them. */
  private @Nullable Match deepSearch(String input) {
    @Nullable Match[] found = new @Nullable Match[1];
    Regexes.@Nullable TooExpensive[] problem = new Regexes.@Nullable TooExpensive[1];
    Runnable search =
        () -> {
          try {
            found[0] = search(input);
          } catch (Regexes.TooExpensive e) {
            problem[0] = e;
          } catch (StackOverflowError e) {
            problem[0] = new Regexes.TooExpensive(pattern, input.length());
          }
        };
    Thread thread = new Thread(null, search, "regular expression", DEEP_STACK);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Regexes.TooExpensive(pattern, input.length());
    }
    if (problem[0] != null) {
      throw problem[0];
    }
    return found[0];
  }

  @Override
  public int groupCount() {
    return compiled.matcher("").groupCount();
  }

  private record JavaMatch(String input, Matcher m) implements Match {
    @Override
    public int start(int i) {
      return i <= m.groupCount() ? m.start(i) : -1;
    }

    @Override
    public int end(int i) {
      return i <= m.groupCount() ? m.end(i) : -1;
    }

    @Override
    public @Nullable String group(int i) {
      int from = start(i);
      return from < 0 ? null : input.substring(from, end(i));
    }

    @Override
    public int groupCount() {
      return m.groupCount();
    }
  }

  /** Counts the characters a search looks at. */
  private static final class Metered implements CharSequence {
    private final String text;
    private final String pattern;
    private int steps = Regexes.STEP_LIMIT;

    Metered(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new Regexes.TooExpensive(pattern, text.length());
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
