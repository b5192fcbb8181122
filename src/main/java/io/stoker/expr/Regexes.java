package io.stoker.expr;

import io.stoker.api.Arg;
import io.stoker.api.DirectiveException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles regular expressions as httpd does: dot matches newlines, dollar only the very end. */
public final class Regexes {

  private Regexes() {}

  /**
   * Characters a single search may look at. PCRE's default match limit is ten million too; a search
   * that needs more is an attack or a mistake.
   */
  static final int STEP_LIMIT = 10_000_000;

  /**
   * A search that passed the step limit. httpd takes that for no match, which lets pass what a
   * pattern was to keep out; here hooks let the exception pass, and the request is answered with
   * 500.
   */
  public static final class TooExpensive extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooExpensive(String pattern, int length) {
      super(
          "regular expression '"
              + pattern
              + "': match limit exceeded on a text of "
              + length
              + " characters",
          null,
          false,
          false);
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
    return compile(pattern, ignoreCase, Pattern.DOTALL);
  }

  /**
   * As {@link #compile(String, boolean)} for the few places where httpd's dot does not match a
   * newline.
   */
  public static Regex compileForLines(String pattern, boolean ignoreCase)
      throws DirectiveException {
    return compile(pattern, ignoreCase, 0);
  }

  private static Regex compile(String pattern, boolean ignoreCase, int dot)
      throws DirectiveException {
    int flags = dot | Pattern.UNIX_LINES | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    try {
      PcrePattern.Translated translated = PcrePattern.translate(pattern, ignoreCase);
      Map<Integer, String> names = new HashMap<>();
      translated.names().forEach((name, number) -> names.put(number, name));
      Pattern compiled = Pattern.compile(translated.java(), flags);
      return new JavaRegex(pattern, compiled, translated.literals(), Map.copyOf(names));
    } catch (PatternException.Unsupported e) {
      throw new DirectiveException("not supported here: " + e.getMessage(), e);
    } catch (PatternException e) {
      throw new DirectiveException(String.valueOf(e.getMessage()), e);
    } catch (PatternSyntaxException e) {
      throw new DirectiveException(e.getDescription(), e);
    }
  }

  /** The detail to add to httpd's words where the fault is a construct only PCRE has. */
  public static String reason(DirectiveException e) {
    return e.getCause() instanceof PatternException.Unsupported ? " (" + e.getMessage() + ")" : "";
  }
}
