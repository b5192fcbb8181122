package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;
import java.util.Map;

/**
 * A class in brackets, written for Java, where brackets, ampersands and blanks mean more than in
 * PCRE.
 *
 * <p>Source: pcre2pattern(3), "Square brackets and character classes", "Posix character classes".
 */
final class PcreClass {

  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alpha", "p{Alpha}"),
          Map.entry("digit", "d"),
          Map.entry("alnum", "p{Alnum}"),
          Map.entry("upper", "p{Upper}"),
          Map.entry("lower", "p{Lower}"),
          Map.entry("space", "s"),
          Map.entry("blank", "p{Blank}"),
          Map.entry("punct", "p{Punct}"),
          Map.entry("print", "p{Print}"),
          Map.entry("graph", "p{Graph}"),
          Map.entry("cntrl", "p{Cntrl}"),
          Map.entry("xdigit", "p{XDigit}"),
          Map.entry("word", "w"),
          Map.entry("ascii", "p{ASCII}"));

  private final PatternCursor in;
  private final boolean ignoreCase;
  private boolean quoting;
  private final StringBuilder out = new StringBuilder("[");

  private PcreClass(PatternCursor in, boolean ignoreCase) {
    this.in = in;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Reads a class.
   *
   * @param in at the opening bracket; goes behind the closing one
   * @return a class, or an assertion
   */
  static String read(PatternCursor in, boolean ignoreCase) throws PatternException {
    // The two classes that are none: beginnings and ends of words.
    if (in.sees("[[:<:]]") || in.sees("[[:>:]]")) {
      boolean begins = in.peek(3) == '<';
      in.skip(7);
      return begins ? "\\b(?=\\w)" : "\\b(?<=\\w)";
    }
    if (posixLength(in) > 0) {
      throw new Malformed("POSIX named classes are supported only within a class");
    }
    in.skip(1);
    return new PcreClass(in, ignoreCase).translate();
  }

  /** The length of {@code [:name:]} and its kin at the cursor; 0 where there is none. */
  private static int posixLength(PatternCursor in) {
    char kind = in.peek(1);
    if (in.peek(0) != '[' || (kind != ':' && kind != '.' && kind != '=')) {
      return 0;
    }
    for (int i = 2; in.peek(i + 1) != '\0'; i++) {
      char c = in.peek(i);
      char next = in.peek(i + 1);
      if (c == '\\' && (next == ']' || next == '\\')) {
        i++;
      } else if (c == kind && next == ']') {
        return i + 2;
      } else if (c == ']' || (c == '[' && next == kind)) {
        return 0;
      }
    }
    return 0;
  }

  private String translate() throws PatternException {
    while (in.sees("\\E")) {
      in.skip(2);
    }
    if (in.peek(0) == '^') {
      out.append('^');
      in.skip(1);
    }
    boolean first = true;
    while (true) {
      skipQuotes();
      if (in.isAtEnd()) {
        throw new Malformed("missing terminating ] for character class");
      }
      if (in.peek(0) == ']' && !first && !quoting) {
        in.skip(1);
        return out.append(']').toString();
      }
      first = false;
      item();
    }
  }

  /** Goes into and out of quotations. */
  private void skipQuotes() {
    while (in.sees("\\E") || (!quoting && in.sees("\\Q"))) {
      quoting = in.peek(1) == 'Q';
      in.skip(2);
    }
  }

  private void item() throws PatternException {
    int from = character();
    int after = in.position();
    skipQuotes();
    boolean apart = from < 0 && in.position() != after;
    if (!quoting && !apart && in.peek(0) == '-') {
      in.skip(1);
      skipQuotes();
      if (quoting || (in.peek(0) != ']' && !in.isAtEnd())) {
        range(from, character());
        return;
      }
      // A hyphen before the end stands for itself.
      in.backTo(in.position() - 1);
    }
    if (from >= 0) {
      PatternOutput.escaped(out, (char) from);
    }
  }

  private void range(int from, int to) throws Malformed {
    if (from < 0 || to < 0) {
      throw new Malformed("invalid range in character class");
    }
    if (to < from) {
      throw new Malformed("range out of order in character class");
    }
    PatternOutput.escaped(out, (char) from);
    out.append('-');
    PatternOutput.escaped(out, (char) to);
  }

  /** The code of a single character; -1 for a set of them, which is written at once. */
  private int character() throws PatternException {
    if (quoting) {
      return in.next();
    }
    int posix = posixLength(in);
    if (posix > 0) {
      named(in.take(posix));
      return -1;
    }
    char c = in.next();
    if (c != '\\') {
      return c;
    }
    if (in.peek(0) == 'b') {
      in.skip(1);
      return '\b';
    }
    int code = PcreCharacter.read(in, true);
    if (code < 0) {
      set();
    }
    return code;
  }

  /** An escape that stands for several characters. */
  private void set() throws PatternException {
    char letter = in.peek(0);
    if ("dDwWsShHvV".indexOf(letter) >= 0) {
      in.skip(1);
      out.append('\\').append(letter);
    } else if (letter == 'p' || letter == 'P') {
      String property = PcreCharacter.property(in);
      if (ignoreCase && property.matches("\\\\[pP]\\{L[ult]\\}")) {
        throw new Unsupported(property + " in a class that ignores case");
      }
      out.append(property);
    } else {
      throw new Malformed("unrecognized escape \\" + letter + " in a character class");
    }
  }

  /** {@code [:name:]}. */
  private void named(String whole) throws Malformed {
    if (whole.charAt(1) != ':') {
      throw new Malformed("POSIX collating elements are not supported");
    }
    String name = whole.substring(2, whole.length() - 2);
    boolean negated = name.startsWith("^");
    String java = POSIX.get(negated ? name.substring(1) : name);
    if (java == null) {
      throw new Malformed("unknown POSIX class name");
    }
    char letter = java.charAt(0);
    out.append('\\')
        .append(negated ? Character.toUpperCase(letter) : letter)
        .append(java, 1, java.length());
  }
}
