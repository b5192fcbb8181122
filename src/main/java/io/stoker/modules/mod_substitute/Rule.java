package io.stoker.modules.mod_substitute;

import io.stoker.api.DirectiveException;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.expr.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One Substitute line. A line of content is a list of pieces, whose boundaries no pattern can
 * cross: they are where rules with the flag q have replaced something.
 *
 * @param pattern a regular expression, or null for {@code text}
 * @param text looked for as it is
 * @param flatten whether what was one piece stays one
 */
record Rule(
    @Nullable Regex pattern, String text, boolean ignoreCase, String replacement, boolean flatten) {

  /** A line got too long, or would without end. */
  static final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super(null, null, false, false);
    }
  }

  /** Reads {@code s/pattern/replacement/flags}; any character may stand for the slash. */
  static Rule parse(String word) throws DirectiveException {
    if (!word.startsWith("s") && !word.startsWith("S")) {
      throw new DirectiveException("Bad Substitute format, must be an s/// pattern");
    }
    char delimiter = word.length() > 1 ? word.charAt(1) : '\0';
    int second = word.indexOf(delimiter, 2);
    if (second <= 2) {
      throw new DirectiveException("Bad Substitute format, must be a complete s/// pattern");
    }
    int third = word.indexOf(delimiter, second + 1);
    String from = word.substring(2, second);
    String to = word.substring(second + 1, third < 0 ? word.length() : third);
    return flagged(from, to, third < 0 ? "" : word.substring(third + 1));
  }

  private static Rule flagged(String from, String to, String flags) throws DirectiveException {
    boolean ignoreCase = false;
    boolean plain = false;
    boolean flatten = true;
    for (char flag : flags.toLowerCase(Locale.ROOT).toCharArray()) {
      switch (flag) {
        case 'i' -> ignoreCase = true;
        case 'n' -> plain = true;
        case 'f' -> flatten = true;
        case 'q' -> flatten = false;
        default ->
            throw new DirectiveException("Bad Substitute flag, only s///[infq] are supported");
      }
    }
    try {
      Regex pattern = plain ? null : Regexes.compileForLines(from, ignoreCase);
      return new Rule(pattern, from, ignoreCase, to, flatten);
    } catch (DirectiveException e) {
      throw new DirectiveException("Substitute could not compile regex" + Regexes.reason(e), e);
    }
  }

  /**
   * The line after this rule.
   *
   * @param longest bytes that a piece may get
   */
  List<String> applyTo(List<String> line, long longest) throws TooLong {
    List<String> made = new ArrayList<>(line.size());
    for (String piece : line) {
      List<String> parts =
          pattern == null ? texts(piece, longest) : matches(pattern, piece, longest);
      if (flatten && parts.size() > 1) {
        made.add(String.join("", parts));
      } else {
        made.addAll(parts);
      }
    }
    return made;
  }

  private List<String> texts(String piece, long longest) throws TooLong {
    List<String> parts = new ArrayList<>(1);
    long length = 0;
    int from = 0;
    for (int at = indexIn(piece, 0); at >= 0; at = indexIn(piece, from)) {
      length += at - from + replacement.length();
      check(length, longest);
      parts.add(piece.substring(from, at));
      parts.add(replacement);
      from = at + text.length();
    }
    if (from > 0) {
      check(length + piece.length() - from, longest);
    }
    parts.add(piece.substring(from));
    return parts;
  }

  private int indexIn(String piece, int from) {
    if (!ignoreCase) {
      return piece.indexOf(text, from);
    }
    for (int at = from; at + text.length() <= piece.length(); at++) {
      if (piece.regionMatches(true, at, text, 0, text.length())) {
        return at;
      }
    }
    return -1;
  }

  /** What is behind a match is a text of its own, where {@code ^} matches again. */
  private List<String> matches(Regex regex, String piece, long longest) throws TooLong {
    List<String> parts = new ArrayList<>(1);
    long length = 0;
    String rest = piece;
    for (Regex.Match match = regex.find(rest); match != null; match = regex.find(rest)) {
      if (match.end(0) == 0) {
        throw new TooLong();
      }
      String put = Substitution.apply(replacement, match);
      length += match.start(0) + put.length();
      // One byte less than for plain text, as httpd counts.
      check(length + 1, longest);
      parts.add(rest.substring(0, match.start(0)));
      parts.add(put);
      rest = rest.substring(match.end(0));
    }
    parts.add(rest);
    return parts;
  }

  private static void check(long length, long longest) throws TooLong {
    if (length > longest) {
      throw new TooLong();
    }
  }
}
