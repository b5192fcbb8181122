package io.stoker.http;

import java.nio.charset.StandardCharsets;

/**
 * Character classes and scanners shared by the parsers of this package.
 *
 * <p>Strings here are octet strings: one char per octet received, 0 to 255 (ISO-8859-1). See {@link
 * Octets} for the way to and from UTF-8 text.
 */
public final class Scan {
  private static final int TOKEN = 1;
  private static final int VCHAR = 2;
  private static final int FIELD = 4;
  private static final int UNRESERVED = 8;
  private static final byte[] CLASSES = new byte[256];

  static {
    String separators = "\"(),/:;<=>?@[\\]{}";
    for (int c = 0; c < 256; c++) {
      int bits = 0;
      if (c > 0x20 && c != 0x7f) {
        bits |= VCHAR | FIELD;
        if (c < 0x7f && separators.indexOf(c) < 0) {
          bits |= TOKEN;
        }
      }
      if (c == ' ' || c == '\t') {
        bits |= FIELD;
      }
      if (isAlnum((char) c) || "-._~".indexOf(c) >= 0) {
        bits |= UNRESERVED;
      }
      CLASSES[c] = (byte) bits;
    }
  }

  private Scan() {}

  /** The octets of US-ASCII text. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean is(char c, int wanted) {
    return c < 256 && (CLASSES[c] & wanted) != 0;
  }

  /** tchar of RFC 9110 section 5.6.2. */
  public static boolean isToken(char c) {
    return is(c, TOKEN);
  }

  /** Visible ASCII or an octet above 0x7f. */
  public static boolean isVisible(char c) {
    return is(c, VCHAR);
  }

  /** What a field value may hold: visible, obs-text, space and tab. */
  public static boolean isFieldContent(char c) {
    return is(c, FIELD);
  }

  /** unreserved of RFC 3986 section 2.3. */
  public static boolean isUnreserved(char c) {
    return is(c, UNRESERVED);
  }

  /** C's isspace: space, tab, LF, VT, FF, CR. */
  public static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** ASCII letter. */
  public static boolean isAlpha(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  /** ASCII digit. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** ASCII letter or digit. */
  public static boolean isAlnum(char c) {
    return isAlpha(c) || isDigit(c);
  }

  /** Value of a hexadecimal digit, or -1. */
  public static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** ASCII lower case; other chars stay. */
  public static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** {@code s} in ASCII lower case; the same object when nothing changes. */
  public static String lower(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (lower(s.charAt(i)) != s.charAt(i)) {
        char[] out = s.toCharArray();
        for (int j = i; j < out.length; j++) {
          out[j] = lower(out[j]);
        }
        return new String(out);
      }
    }
    return s;
  }

  /** Index of the first char at or after {@code from} that is no token char. */
  public static int tokenEnd(String s, int from) {
    int i = from;
    while (i < s.length() && isToken(s.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Index of the first char at or after {@code from} that is not visible. */
  public static int visibleEnd(String s, int from) {
    int i = from;
    while (i < s.length() && isVisible(s.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Index of the first char at or after {@code from} that a field value may not hold. */
  public static int fieldContentEnd(String s, int from) {
    int i = from;
    while (i < s.length() && isFieldContent(s.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Index of the first white space (C's isspace) at or after {@code from}, or -1. */
  public static int spaceFrom(String s, int from) {
    for (int i = from; i < s.length(); i++) {
      if (isSpace(s.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Index after blanks (space, tab) from {@code from} on. */
  public static int skipBlanks(String s, int from) {
    int i = from;
    while (i < s.length() && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  /** {@code s} without blanks (space, tab) at either end. */
  public static String trimBlanks(String s) {
    return trimBlanks(s, 0, s.length());
  }

  /** The part of {@code s} from {@code from} to {@code to}, without blanks at either end. */
  public static String trimBlanks(String s, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && (s.charAt(start) == ' ' || s.charAt(start) == '\t')) {
      start++;
    }
    while (end > start && (s.charAt(end - 1) == ' ' || s.charAt(end - 1) == '\t')) {
      end--;
    }
    return s.substring(start, end);
  }

  /**
   * Index after the quoted string that opens at {@code open}, or the length of {@code s} when it is
   * not closed. A backslash takes the next char with it.
   */
  public static int quotedEnd(String s, int open) {
    int i = open + 1;
    while (i < s.length()) {
      char c = s.charAt(i++);
      if (c == '"') {
        return i;
      }
      if (c == '\\' && i < s.length()) {
        i++;
      }
    }
    return s.length();
  }

  /** Takes quotes and backslashes off a quoted string; anything else comes back as it is. */
  public static String unquote(String s) {
    if (s.length() < 2 || s.charAt(0) != '"') {
      return s;
    }
    StringBuilder out = new StringBuilder(s.length());
    for (int i = 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"') {
        break;
      }
      if (c == '\\' && i + 1 < s.length()) {
        c = s.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * The part of {@code field} that httpd puts into its messages: up to a colon, 80 chars at most.
   */
  static String forLog(String field) {
    int end = field.indexOf(':');
    if (end < 0) {
      end = field.length();
    }
    return field.substring(0, Math.min(end, 80));
  }

  /** At most the first 80 chars, as httpd cuts what it quotes. */
  static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80);
  }
}
