package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;

/** Escapes that stand for one character, the same inside and outside of classes. */
final class PcreCharacter {

  private static final int NONE = -1;

  private PcreCharacter() {}

  /**
   * Reads what follows a backslash.
   *
   * @param cursor behind the backslash; stays there where the escape is no character
   * @param octal whether digits from 1 on are octal too, as in a class
   * @return the character's code, or -1
   */
  static int read(PatternCursor cursor, boolean octal) throws Malformed {
    if (cursor.isAtEnd()) {
      throw new Malformed("\\ at end of pattern");
    }
    char c = cursor.peek(0);
    int control = "aefnrt".indexOf(c);
    if (control >= 0) {
      cursor.skip(1);
      return new int[] {7, 27, 12, 10, 13, 9}[control];
    }
    if (c == '0' || (octal && c >= '1' && c <= '7')) {
      return code(cursor.digits(8, 3), 8);
    }
    boolean digit = octal && (c == '8' || c == '9');
    if (digit || !isWord(c)) {
      return cursor.next();
    }
    return switch (c) {
      case 'x' -> hex(cursor);
      case 'o' -> inBraces(cursor, 8);
      case 'c' -> control(cursor);
      default -> NONE;
    };
  }

  /** Whether a backslash before it may give a letter or digit a meaning. */
  static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** None to two digits, or any number in braces. */
  private static int hex(PatternCursor cursor) throws Malformed {
    if (cursor.peek(1) == '{') {
      return inBraces(cursor, 16);
    }
    cursor.skip(1);
    return code(cursor.digits(16, 2), 16);
  }

  private static int inBraces(PatternCursor cursor, int radix) throws Malformed {
    String escape = "\\" + cursor.next();
    if (cursor.peek(0) != '{') {
      throw new Malformed("missing opening brace after " + escape);
    }
    cursor.skip(1);
    String digits = cursor.digits(radix, Integer.MAX_VALUE);
    if (digits.isEmpty() || cursor.peek(0) != '}') {
      throw new Malformed("no digits in braces after " + escape);
    }
    cursor.skip(1);
    return code(digits, radix);
  }

  private static int code(String digits, int radix) throws Malformed {
    long value = 0;
    for (int i = 0; i < digits.length() && value <= 0xff; i++) {
      value = value * radix + Character.digit(digits.charAt(i), radix);
    }
    if (value > 0xff) {
      throw new Malformed("character code point value is too large");
    }
    return (int) value;
  }

  private static int control(PatternCursor cursor) throws Malformed {
    char of = cursor.peek(1);
    if (of < ' ' || of > '~') {
      throw new Malformed("\\c must be followed by a printable ASCII character");
    }
    cursor.skip(2);
    return Character.toUpperCase(of) ^ 0x40;
  }

  /** {@code \p} and {@code \P}, written for Java; the cursor is at the letter. */
  static String property(PatternCursor cursor) throws PatternException {
    boolean negated = cursor.next() == 'P';
    String name = String.valueOf(cursor.peek(0));
    if (name.equals("{")) {
      cursor.skip(1);
      name = cursor.until("}");
    } else {
      cursor.skip(1);
    }
    if (name == null || name.isEmpty() || name.equals("\0")) {
      throw new Malformed("malformed \\P or \\p sequence");
    }
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    if (!name.matches("[CLMNPSZ][a-z&]?")) {
      throw new Unsupported("\\p{" + name + "}");
    }
    return (negated ? "\\P{" : "\\p{") + (name.equals("L&") ? "LC" : name) + "}";
  }
}
