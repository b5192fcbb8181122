package io.stoker.modules.mod_rewrite;

/**
 * The text that everything a pattern matches begins with, so that most subjects need no regular
 * expression to be turned down.
 *
 * @param text empty where nothing is known
 */
record LiteralPrefix(String text, boolean ignoreCase) {

  static final LiteralPrefix NONE = new LiteralPrefix("", false);

  /** The prefix of a pattern that is anchored at the beginning. */
  static LiteralPrefix of(String pattern, boolean ignoreCase) {
    if (!pattern.startsWith("^") || hasAlternatives(pattern)) {
      return NONE;
    }
    StringBuilder text = new StringBuilder();
    int i = 1;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int length = 1;
      if (c == '\\' && i + 1 < pattern.length() && !isWord(pattern.charAt(i + 1))) {
        c = pattern.charAt(i + 1);
        length = 2;
      } else if (!isPlain(c)) {
        break;
      }
      if (i + length < pattern.length() && "*?{+".indexOf(pattern.charAt(i + length)) >= 0) {
        break;
      }
      text.append(c);
      i += length;
    }
    return text.isEmpty() ? NONE : new LiteralPrefix(text.toString(), ignoreCase);
  }

  /** Whether a subject could match. */
  boolean admits(String subject) {
    return subject.regionMatches(ignoreCase, 0, text, 0, text.length());
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isPlain(char c) {
    return c < 0x80 && (isWord(c) || "/-_~%&=:;,@!'\"<> ".indexOf(c) >= 0);
  }

  /** A bar outside of groups; one within brackets counts too, which only costs the prefix. */
  private static boolean hasAlternatives(String pattern) {
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '(' -> depth++;
        case ')' -> depth--;
        case '[' -> {
          if (pattern.indexOf('|', i) >= 0 || pattern.indexOf('(', i) >= 0) {
            return true;
          }
        }
        case '|' -> {
          if (depth <= 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
