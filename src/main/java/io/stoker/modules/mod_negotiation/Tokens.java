package io.stoker.modules.mod_negotiation;

/** Reads a text token by token; commas and semicolons end one, quotes hold one together. */
final class Tokens {
  private final String text;
  private int at;

  Tokens(String text) {
    this.text = text;
  }

  boolean hasMore() {
    return at < text.length();
  }

  /** Passes over {@code c} where it is next. */
  boolean skip(char c) {
    if (hasMore() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** The next token, which may be empty; blanks end it unless {@code withBlanks}. */
  String next(boolean withBlanks) {
    skipBlanks();
    int start = at;
    while (hasMore() && !ends(text.charAt(at), withBlanks)) {
      if (text.charAt(at++) == '"') {
        int quote = text.indexOf('"', at);
        at = quote < 0 ? text.length() : quote + 1;
      }
    }
    String token = text.substring(start, at);
    skipBlanks();
    return token;
  }

  private static boolean ends(char c, boolean withBlanks) {
    return c == ',' || c == ';' || (!withBlanks && Accept.isSpace(c));
  }

  private void skipBlanks() {
    while (hasMore() && Accept.isSpace(text.charAt(at))) {
      at++;
    }
  }
}
