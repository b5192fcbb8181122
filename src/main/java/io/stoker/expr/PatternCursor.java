package io.stoker.expr;

/** A pattern that is read from left to right. */
final class PatternCursor {

  private final String text;
  private int at;

  PatternCursor(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** The character {@code ahead} places on; NUL beyond the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  /** Whether this is what comes next. */
  boolean sees(String word) {
    return text.startsWith(word, at);
  }

  void skip(int characters) {
    at += characters;
  }

  char next() {
    return text.charAt(at++);
  }

  /** The next characters, and goes behind them. */
  String take(int characters) {
    at += characters;
    return text.substring(at - characters, at);
  }

  /** Goes behind the next {@code end} and gives what was before it; null where there is none. */
  @org.jspecify.annotations.Nullable
  String until(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      return null;
    }
    String before = text.substring(at, found);
    at = found + end.length();
    return before;
  }

  /**
   * The digits of base {@code radix} that come next, no more than {@code most}, and goes behind.
   */
  String digits(int radix, int most) {
    int start = at;
    while (at < text.length()
        && at - start < most
        && text.charAt(at) < 0x80
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Where reading is, to come back to by {@link #backTo}. */
  int position() {
    return at;
  }

  void backTo(int position) {
    at = position;
  }

  /** All that is left. */
  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }
}
