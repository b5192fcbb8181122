package io.stoker.modules.mod_rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a RewriteCond or RewriteRule line, cut as these directives do it themselves: a
 * quote at the beginning of an argument goes to the next one of its kind, a backslash keeps white
 * space together and stays where it is.
 *
 * @param flags the third argument, or null
 */
record RuleLine(String first, String second, @Nullable String flags) {

  /** One flag of a bracketed list; the value is empty where there is none. */
  record Flag(String name, String value) {}

  /** The line's arguments, or null where the first one is all there is. */
  static @Nullable RuleLine cut(String line) {
    Scanner scanner = new Scanner(line);
    String first = scanner.next();
    // What a quote or a space ends has an argument behind it, though it may be empty.
    if (!scanner.isDelimited()) {
      return null;
    }
    String second = scanner.next();
    return new RuleLine(first, second, scanner.hasMore() ? scanner.next() : null);
  }

  /**
   * The flags of a list in brackets; null where it has none. A comma with nothing before it makes a
   * flag without a name, which nobody knows.
   */
  static @Nullable List<Flag> flags(String list) {
    if (list.length() < 2 || list.charAt(0) != '[' || list.charAt(list.length() - 1) != ']') {
      return null;
    }
    String text = list.substring(1, list.length() - 1) + ",";
    List<Flag> flags = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (start < text.length() && Scanner.isSpace(text.charAt(start))) {
        start++;
      }
      int comma = text.indexOf(',', start);
      if (comma < 0) {
        break;
      }
      boolean blank = comma == start && start > at;
      // httpd's words for a flag of white space alone: the rest of the list, comma included.
      flags.add(flag(blank ? text.substring(start) : text.substring(start, comma).stripTrailing()));
      at = comma + 1;
    }
    return flags;
  }

  private static Flag flag(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Flag(text, "")
        : new Flag(text.substring(0, equals), text.substring(equals + 1));
  }

  private static final class Scanner {
    private final String line;
    private int at;
    private boolean delimited;

    Scanner(String line) {
      this.line = line;
      skip();
    }

    private void skip() {
      while (at < line.length() && isSpace(line.charAt(at))) {
        at++;
      }
    }

    /** Whether the last argument ended before the line did. */
    boolean isDelimited() {
      return delimited;
    }

    boolean hasMore() {
      return delimited && at < line.length();
    }

    /** The argument that begins here, empty at the end; goes to the next one. */
    String next() {
      char quote = at < line.length() ? line.charAt(at) : ' ';
      boolean quoted = quote == '"' || quote == '\'';
      int start = quoted ? ++at : at;
      while (at < line.length() && !ends(line.charAt(at), quoted, quote)) {
        boolean keeps =
            line.charAt(at) == '\\' && at + 1 < line.length() && isSpace(line.charAt(at + 1));
        at += keeps ? 2 : 1;
      }
      delimited = at < line.length();
      String word = line.substring(start, Math.min(at, line.length()));
      at++;
      skip();
      return word;
    }

    private static boolean ends(char c, boolean quoted, char quote) {
      return quoted ? c == quote : isSpace(c);
    }

    private static boolean isSpace(char c) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
  }
}
