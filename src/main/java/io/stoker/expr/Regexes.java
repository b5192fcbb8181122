package io.stoker.expr;

import io.stoker.api.Arg;
import io.stoker.api.DirectiveException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Compiles regular expressions as httpd does: dot matches newlines, dollar only the very end. */
public final class Regexes {

  private Regexes() {}

  /**
   * Characters a single search may look at. PCRE's default match limit is ten million too; a search
   * that needs more is an attack or a mistake.
   */
  static final long STEP_LIMIT = 10_000_000;

  /** A search that passed the step limit; hooks let it pass, the request is answered with 500. */
  public static final class TooExpensive extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooExpensive(String pattern) {
      super("regular expression '" + pattern + "' took too many steps");
    }
  }

  /** An argument that is a regular expression; httpd's words when it does not compile. */
  public static final Arg<Regex> ARG =
      Arg.of(
          "regex",
          Arg.Kind.REGEX,
          (word, cmd) -> {
            try {
              return compile(word, false);
            } catch (DirectiveException e) {
              throw new DirectiveException("Regex could not be compiled" + reason(e), e);
            }
          });

  /**
   * Compiles a pattern.
   *
   * @throws DirectiveException what is wrong with it or not supported, without the directive's
   *     words
   */
  public static Regex compile(String pattern, boolean ignoreCase) throws DirectiveException {
    PcrePattern pcre = new PcrePattern(pattern);
    int flags = Pattern.DOTALL | Pattern.UNIX_LINES | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    try {
      Pattern compiled = Pattern.compile(pcre.translate(), flags);
      return new JavaRegex(pattern, compiled, pcre.groupNumbers());
    } catch (PcrePattern.Unsupported e) {
      throw new DirectiveException("not supported here: " + e.getMessage(), e);
    } catch (PatternSyntaxException e) {
      throw new DirectiveException(e.getDescription(), e);
    }
  }

  /** The detail to add to httpd's words where the fault is a construct only PCRE has. */
  public static String reason(DirectiveException e) {
    return e.getCause() instanceof PcrePattern.Unsupported ? " (" + e.getMessage() + ")" : "";
  }

  private record JavaRegex(String pattern, Pattern compiled, Map<String, Integer> numbers)
      implements Regex {

    @Override
    public @Nullable Match find(String input) {
      Matcher m = compiled.matcher(new Metered(input, pattern));
      try {
        return m.find() ? new JavaMatch(input, m) : null;
      } catch (StackOverflowError e) {
        throw new TooExpensive(pattern);
      }
    }

    @Override
    public int groupCount() {
      return compiled.matcher("").groupCount();
    }

    @Override
    public Map<Integer, String> groupNames() {
      Map<Integer, String> names = new LinkedHashMap<>();
      numbers.forEach((name, number) -> names.put(number, name));
      return names;
    }
  }

  private record JavaMatch(String input, Matcher m) implements Regex.Match {
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
    private long steps = STEP_LIMIT;

    Metered(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new TooExpensive(pattern);
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
