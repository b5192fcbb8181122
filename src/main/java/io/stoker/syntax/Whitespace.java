package io.stoker.syntax;

/** White space as httpd sees it: space, tab, line feed, vertical tab, form feed, return. */
final class Whitespace {

  private Whitespace() {}

  static boolean is(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** {@return the index of the first character from {@code from} on that is no white space} */
  static int skip(CharSequence text, int from, int end) {
    int i = from;
    while (i < end && is(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** {@return the index after the last character before {@code end} that is no white space} */
  static int trimEnd(CharSequence text, int from, int end) {
    int i = end;
    while (i > from && is(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }
}
