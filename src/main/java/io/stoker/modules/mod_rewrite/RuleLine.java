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

  /** The line's arguments, or null where there are not at least two. */
  static @Nullable RuleLine cut(String line) {
    Scanner scanner = new Scanner(line);
    String first = scanner.next();
    boolean more = scanner.skip();
    String second = more ? scanner.next() : null;
    if (first == null || second == null) {
      return null;
    }
    return new RuleLine(first, second, scanner.skip() ? scanner.next() : null);
  }

  /** The flags of a list in brackets; null where it has none. */
  static @Nullable List<Flag> flags(String list) {
    if (list.length() < 2 || list.charAt(0) != '[' || list.charAt(list.length() - 1) != ']') {
      return null;
    }
    List<Flag> flags = new ArrayList<>();
    for (String part : (list.substring(1, list.length() - 1) + ",").split(",", -1)) {
      String flag = part.strip();
      int equals = flag.indexOf('=');
      if (!flag.isEmpty()) {
        flags.add(
            equals < 0
                ? new Flag(flag, "")
                : new Flag(flag.substring(0, equals), flag.substring(equals + 1)));
      }
    }
    return flags;
  }

  private static final class Scanner {
    private final String line;
    private int at;

    Scanner(String line) {
      this.line = line;
      skip();
    }

    /** Goes to the next argument; false where there is none. */
    boolean skip() {
      while (at < line.length() && isSpace(line.charAt(at))) {
        at++;
      }
      return at < line.length();
    }

    /** The argument that begins here. */
    @Nullable String next() {
      if (at >= line.length()) {
        return null;
      }
      char quote = line.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      int start = quoted ? ++at : at;
      while (at < line.length() && !ends(line.charAt(at), quoted, quote)) {
        boolean keeps =
            line.charAt(at) == '\\' && at + 1 < line.length() && isSpace(line.charAt(at + 1));
        at += keeps ? 2 : 1;
      }
      String word = line.substring(start, Math.min(at, line.length()));
      at++;
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
