package io.stoker.modules.mod_status;

import org.jspecify.annotations.Nullable;

/**
 * What a query asks for. httpd looks for the words anywhere in it.
 *
 * @param isAuto lines for programs
 * @param isNotable HTML without tables
 * @param refresh seconds after which a browser is to ask again; 0 for never
 */
record Query(boolean isAuto, boolean isNotable, long refresh) {

  private static final String REFRESH = "refresh";
  private static final long USUAL_REFRESH = 10;

  static Query of(@Nullable String query) {
    String text = query == null ? "" : query;
    return new Query(text.contains("auto"), text.contains("notable"), refresh(text));
  }

  private static long refresh(String text) {
    int at = text.indexOf(REFRESH);
    if (at < 0) {
      return 0;
    }
    int value = at + REFRESH.length();
    long seconds = value < text.length() && text.charAt(value) == '=' ? number(text, value + 1) : 0;
    return seconds > 0 ? seconds : USUAL_REFRESH;
  }

  /** As C's {@code strtol}. */
  private static long number(String text, int from) {
    int at = from;
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    boolean negative = signed && text.charAt(at) == '-';
    long value = 0;
    for (at += signed ? 1 : 0; at < text.length() && isDigit(text.charAt(at)); at++) {
      int digit = text.charAt(at) - '0';
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
