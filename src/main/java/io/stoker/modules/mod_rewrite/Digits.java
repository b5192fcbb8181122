package io.stoker.modules.mod_rewrite;

/** Numbers as C's atoi reads them. */
final class Digits {

  private Digits() {}

  /** The number that the text begins with after white space and a sign; 0 where there is none. */
  static int leading(String text) {
    int i = 0;
    while (i < text.length()
        && (text.charAt(i) == ' ' || (text.charAt(i) >= '\t' && text.charAt(i) <= '\r'))) {
      i++;
    }
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (negative || (i < text.length() && text.charAt(i) == '+')) {
      i++;
    }
    long value = 0;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      value = Math.min(value * 10 + text.charAt(i++) - '0', Integer.MAX_VALUE);
    }
    return (int) (negative ? -value : value);
  }
}
