package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;

/**
 * Flags that can be changed within a pattern, besides {@code s}, which is left to Java.
 *
 * @param ignoreCase {@code i}, of which Java is told
 * @param multiline {@code m}
 * @param extended {@code x}
 */
record PcreFlags(boolean ignoreCase, boolean multiline, boolean extended) {

  /**
   * A change of flags.
   *
   * @param java what Java has to be told, such as {@code i-s}; may be empty
   */
  record Change(PcreFlags flags, String java) {}

  /**
   * Reads {@code imsx-imsx}.
   *
   * @param in behind the question mark; goes to the colon or parenthesis
   * @param before what held up to now
   */
  static Change read(PatternCursor in, PcreFlags before) throws PatternException {
    PcreFlags now = before;
    String on = "";
    String off = "";
    boolean value = true;
    if (in.peek(0) == '^') {
      in.skip(1);
      now = new PcreFlags(false, false, false);
      off = "is";
    }
    while (in.peek(0) != ')' && in.peek(0) != ':') {
      if (in.isAtEnd()) {
        throw new Malformed("missing closing parenthesis");
      }
      char flag = in.next();
      if (flag == '-') {
        value = false;
        continue;
      }
      now = now.with(flag, value);
      if (flag == 'i' || flag == 's') {
        on = on.replace(String.valueOf(flag), "") + (value ? flag : "");
        off = off.replace(String.valueOf(flag), "") + (value ? "" : flag);
      }
    }
    return new Change(now, off.isEmpty() ? on : on + "-" + off);
  }

  private PcreFlags with(char flag, boolean value) throws PatternException {
    return switch (flag) {
      case 'i' -> new PcreFlags(value, multiline, extended);
      case 'm' -> new PcreFlags(ignoreCase, value, extended);
      case 'x' -> new PcreFlags(ignoreCase, multiline, value);
      case 's' -> this;
      case 'n', 'J', 'U' -> throw new Unsupported("the flag (?" + flag + ")");
      default -> throw new Malformed("unrecognized character after (? or (?-");
    };
  }
}
