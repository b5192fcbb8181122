package io.stoker.runtime.logs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bytes of a log as text that can be shown: what a client sent may be in it. */
final class LogText {

  /** A longer line is cut. */
  static final int LONGEST = 8192;

  /**
   * The first password of the console is for who can read the file, not for who may see the page.
   */
  private static final String WELCOME = "STK0120: ";

  private static final Pattern PASSWORD = Pattern.compile("(password \")[^\"]*");

  private LogText() {}

  /** One line of an array, without its end, and without the console's first password. */
  static String of(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    int shown = Math.min(end, from + LONGEST);
    String text = new String(bytes, from, shown - from, StandardCharsets.UTF_8);
    String open = text.contains(WELCOME) ? PASSWORD.matcher(text).replaceAll("$1***") : text;
    String safe = escaped(open);
    return end > shown ? safe + " … (" + (end - shown) + " bytes more)" : safe;
  }

  /** Control characters, and those that turn the direction of what follows, are written out. */
  static String escaped(String text) {
    if (text.chars().noneMatch(LogText::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        safe.append(c < 0x100 ? "\\x%02x".formatted((int) c) : "\\u%04x".formatted((int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    return (c < 0x20 && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == 0x61c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
