package io.stoker.api;

/**
 * Numbers as httpd reads them: many of its directives take whatever digits a word begins with and 0
 * where there are none, so {@code Timeout 60s} and even {@code Timeout foo} are accepted.
 */
public final class Numbers {

  private Numbers() {}

  /** As C's {@code atoi} on a 64-bit machine: the digits the word begins with, cut to 32 bits. */
  public static int leadingInt(String word) {
    return (int) leadingLong(word);
  }

  /** As C's {@code strtol}: the digits the word begins with, at most what fits in 64 bits. */
  public static long leadingLong(String word) {
    return read(word).value();
  }

  /**
   * The whole word as a number with optional sign and leading space.
   *
   * @param error what to say when there is more in the word, or too many digits
   */
  public static long whole(String word, String error) throws DirectiveException {
    Read read = read(word);
    if (read.overflow || read.end != word.length() || read.end == 0) {
      throw new DirectiveException(error);
    }
    return read.value;
  }

  /**
   * What {@code strtol} makes of a word.
   *
   * @param end index behind the number; 0 where there is none
   * @param overflow whether the value was cut to fit
   */
  public record Read(long value, int end, boolean overflow) {}

  /** Reads the decimal number that a word begins with. */
  public static Read read(String word) {
    int i = 0;
    while (i < word.length() && isSpace(word.charAt(i))) {
      i++;
    }
    boolean negative = i < word.length() && word.charAt(i) == '-';
    if (negative || (i < word.length() && word.charAt(i) == '+')) {
      i++;
    }
    int first = i;
    long value = 0;
    boolean overflow = false;
    for (; i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9'; i++) {
      int digit = word.charAt(i) - '0';
      // Counted downwards, since the smallest number has no positive counterpart.
      if (value < (Long.MIN_VALUE + digit) / 10) {
        overflow = true;
      }
      value = overflow ? value : value * 10 - digit;
    }
    if (i == first) {
      return new Read(0, 0, false);
    }
    if (overflow || (!negative && value == Long.MIN_VALUE)) {
      return new Read(negative ? Long.MIN_VALUE : Long.MAX_VALUE, i, true);
    }
    return new Read(negative ? value : -value, i, false);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
