package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference to what a group took.
 *
 * @param name of the group, or null
 * @param number of the group, where it has no name
 */
record PcreReference(@Nullable String name, int number) {

  /** {@code \g1}, {@code \g-1}, {@code \g{1}}, {@code \g{name}}, {@code \k{name}} and its kin. */
  static PcreReference read(PatternCursor in, int groupsBefore) throws PatternException {
    char letter = in.next();
    char next = in.peek(0);
    if (letter == 'k') {
      return named(delimited(in));
    }
    if (next == '<' || next == '\'') {
      throw new Unsupported("recursion \\g" + next);
    }
    String text = next == '{' ? delimited(in) : signed(in);
    if (text == null || !text.matches("[-+]?\\d{1,9}")) {
      return named(text);
    }
    int number = Integer.parseInt(text);
    if (text.startsWith("-")) {
      number += groupsBefore + 1;
    } else if (text.startsWith("+")) {
      number += groupsBefore;
    }
    return new PcreReference(null, number);
  }

  private static String signed(PatternCursor in) {
    String sign = in.peek(0) == '-' || in.peek(0) == '+' ? String.valueOf(in.next()) : "";
    return sign + in.digits(10, 9);
  }

  /** The text in braces, angle brackets or quotes that comes next; null where there is none. */
  private static @Nullable String delimited(PatternCursor in) {
    String end =
        switch (in.peek(0)) {
          case '{' -> "}";
          case '<' -> ">";
          case '\'' -> "'";
          default -> null;
        };
    if (end == null) {
      return null;
    }
    in.skip(1);
    return in.until(end);
  }

  static PcreReference named(@Nullable String name) throws Malformed {
    if (name == null || name.isEmpty()) {
      throw new Malformed("a reference without a name");
    }
    return new PcreReference(name, 0);
  }

  /**
   * Digits behind a backslash. One is always a reference; more are one if there are that many
   * groups, else they are octal: then null, and nothing is read.
   */
  static @Nullable PcreReference numbered(PatternCursor in, int groups) {
    int start = in.position();
    char first = in.peek(0);
    int number = Integer.parseInt(in.digits(10, 9));
    if (number < 10 || number <= groups || first >= '8') {
      return new PcreReference(null, number);
    }
    in.backTo(start);
    return null;
  }

  /** The number of the group that is meant. */
  int group(Map<String, Integer> names, int count) throws Malformed {
    Integer found = name == null ? Integer.valueOf(number) : names.get(name);
    if (found == null || found < 1 || found > count) {
      throw new Malformed("reference to non-existent subpattern");
    }
    return found;
  }
}
