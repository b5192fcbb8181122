package io.stoker.modules.mod_autoindex;

/** Compares texts with numbers in them as people do: {@code v9} before {@code v10}. */
final class NaturalOrder {

  private NaturalOrder() {}

  /**
   * Blanks are passed over. A number that begins with a zero is compared from the left, as what
   * stands behind a decimal point; others by their value. Octets above 127 come before all others:
   * to httpd they are negative.
   */
  static int compare(String a, String b, boolean ignoreCase) {
    int i = 0;
    int j = 0;
    while (true) {
      i = skipBlanks(a, i);
      j = skipBlanks(b, j);
      if (i == a.length() || j == b.length()) {
        return Boolean.compare(i < a.length(), j < b.length());
      }
      char x = a.charAt(i);
      char y = b.charAt(j);
      if (isDigit(x) && isDigit(y)) {
        int order = x == '0' || y == '0' ? fractions(a, i, b, j) : numbers(a, i, b, j);
        if (order != 0) {
          return order;
        }
      }
      int order = ignoreCase ? (byte) upper(x) - (byte) upper(y) : (byte) x - (byte) y;
      if (order != 0) {
        return order;
      }
      i++;
      j++;
    }
  }

  private static int numbers(String a, int i, String b, int j) {
    int first = 0;
    for (int at = 0; ; at++) {
      boolean more = i + at < a.length() && isDigit(a.charAt(i + at));
      boolean others = j + at < b.length() && isDigit(b.charAt(j + at));
      if (!more || !others) {
        // Of two numbers of one length the first digit that differs tells.
        return more == others ? first : more ? 1 : -1;
      }
      if (first == 0) {
        first = a.charAt(i + at) - b.charAt(j + at);
      }
    }
  }

  private static int fractions(String a, int i, String b, int j) {
    return a.substring(i, digitsEnd(a, i)).compareTo(b.substring(j, digitsEnd(b, j)));
  }

  private static int digitsEnd(String s, int from) {
    int end = from;
    while (end < s.length() && isDigit(s.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int skipBlanks(String s, int from) {
    int at = from;
    while (at < s.length() && (s.charAt(at) == ' ' || (s.charAt(at) >= 9 && s.charAt(at) <= 13))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int upper(char c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  static int fold(char c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
