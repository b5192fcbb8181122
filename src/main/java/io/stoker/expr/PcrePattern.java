package io.stoker.expr;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Rewrites a PCRE pattern for {@link java.util.regex.Pattern}, or says what it cannot express.
 *
 * <p>Java's dialect is close to PCRE's; this class knows the differences: POSIX classes, literal
 * braces and brackets, {@code $} that only matches at the very end (httpd's DOLLAR_ENDONLY), group
 * names with underscores, Python's and Perl's spellings of groups and references. Recursion,
 * conditionals, branch reset, {@code \K}, {@code \C} and verbs have no counterpart and are refused.
 *
 * <p>Source: pcre2pattern(3).
 */
final class PcrePattern {

  /** A construct that has no counterpart; the message names it. */
  static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
      super(what);
    }
  }

  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alpha", "\\p{Alpha}"),
          Map.entry("digit", "0-9"),
          Map.entry("alnum", "\\p{Alnum}"),
          Map.entry("upper", "\\p{Upper}"),
          Map.entry("lower", "\\p{Lower}"),
          Map.entry("space", "\\s"),
          Map.entry("blank", " \\t"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("print", "\\x20-\\x7E"),
          Map.entry("graph", "\\x21-\\x7E"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("xdigit", "\\p{XDigit}"),
          Map.entry("word", "\\w"),
          Map.entry("ascii", "\\x00-\\x7F"));

  private final String in;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groups = new LinkedHashMap<>();
  private int at;
  private int groupCount;

  PcrePattern(String pattern) {
    this.in = pattern;
  }

  /** Names of the named groups with their numbers, in order. */
  Map<String, Integer> groupNumbers() {
    return groups;
  }

  String translate() throws Unsupported {
    while (at < in.length()) {
      char c = in.charAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        case '$' -> {
          out.append("\\z");
          at++;
        }
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    return out.toString();
  }

  private char peek(int ahead) {
    return at + ahead < in.length() ? in.charAt(at + ahead) : '\0';
  }

  /** A brace that is no quantifier stands for itself in PCRE. */
  private void brace() {
    int end = quantifierEnd(at);
    if (end < 0) {
      out.append("\\{");
      at++;
    } else {
      out.append(in, at, end);
      at = end;
    }
  }

  private int quantifierEnd(int from) {
    int i = from + 1;
    int digits = i;
    while (i < in.length() && isDigit(in.charAt(i))) {
      i++;
    }
    if (i == digits) {
      return -1;
    }
    if (i < in.length() && in.charAt(i) == ',') {
      i++;
      while (i < in.length() && isDigit(in.charAt(i))) {
        i++;
      }
    }
    return i < in.length() && in.charAt(i) == '}' ? i + 1 : -1;
  }

  private void group() throws Unsupported {
    if (peek(1) == '*' && Character.isUpperCase(peek(2))) {
      throw new Unsupported("verbs such as (*" + in.substring(at + 2, close(at + 2, ')')) + ")");
    }
    if (peek(1) != '?') {
      groupCount++;
      out.append('(');
      at++;
      return;
    }
    char kind = peek(2);
    switch (kind) {
      case '#' -> at = close(at, ')') + 1;
      case 'P' -> pythonGroup();
      case '<' -> {
        if (peek(3) == '=' || peek(3) == '!') {
          copy(4);
        } else {
          namedGroup(3, '>');
        }
      }
      case '\'' -> namedGroup(3, '\'');
      case '|' -> throw new Unsupported("branch reset (?|");
      case '(' -> throw new Unsupported("conditional groups (?(");
      case 'R', '&', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          throw new Unsupported("recursion (?" + kind);
      case 'C' -> throw new Unsupported("callouts (?C");
      default -> {
        if (kind == '-' && isDigit(peek(3))) {
          throw new Unsupported("recursion (?-");
        }
        flagsOrAssertion();
      }
    }
  }

  private void flagsOrAssertion() throws Unsupported {
    int i = at + 2;
    while (i < in.length() && (Character.isLetter(in.charAt(i)) || in.charAt(i) == '-')) {
      char flag = in.charAt(i++);
      if ("UJ^".indexOf(flag) >= 0) {
        throw new Unsupported("the flag (?" + flag + ")");
      }
      if ("imsxn-".indexOf(flag) < 0) {
        throw new Unsupported("the flag (?" + flag + ")");
      }
    }
    copy(Math.max(3, i - at));
  }

  private void pythonGroup() throws Unsupported {
    switch (peek(3)) {
      case '<' -> namedGroup(4, '>');
      case '=' -> {
        int end = close(at, ')');
        reference(in.substring(at + 4, end));
        at = end + 1;
      }
      default -> throw new Unsupported("recursion (?P" + peek(3));
    }
  }

  private void namedGroup(int nameAt, char closer) throws Unsupported {
    int end = close(at + nameAt, closer);
    String name = in.substring(at + nameAt, end);
    groupCount++;
    groups.put(name, groupCount);
    out.append('(');
    at = end + 1;
  }

  private int close(int from, char closer) throws Unsupported {
    int end = in.indexOf(closer, from);
    if (end < 0) {
      throw new Unsupported("an unfinished group");
    }
    return end;
  }

  private void reference(String name) throws Unsupported {
    Integer number = groups.get(name);
    if (number == null) {
      throw new Unsupported("a reference to the unknown group " + name);
    }
    numbered(number);
  }

  /** A back-reference that no digit after it can be taken into. */
  private void numbered(int number) {
    out.append("(?:\\").append(number).append(')');
  }

  private void escape() throws Unsupported {
    char c = peek(1);
    switch (c) {
      case '\0' -> {
        if (at + 1 < in.length()) {
          copy(2);
        } else {
          throw new Unsupported("\\ at the end");
        }
      }
      case 'Q' -> quoted();
      case 'g', 'k' -> namedReference(c);
      case 'K', 'C', 'L', 'l', 'U', 'u' -> throw new Unsupported("\\" + c);
      case 'x' -> hex();
      case 'o' -> octalBraces();
      case 'N' -> {
        if (peek(2) == '{') {
          throw new Unsupported("\\N{");
        }
        out.append("[^\\n]");
        at += 2;
      }
      case '0' -> octal(3);
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> backReferenceOrOctal();
      default -> {
        if (Character.isLetter(c) && "aefnrtbBAzZGdDwWsShHvVRXcpPE".indexOf(c) < 0) {
          throw new Unsupported("\\" + c);
        }
        if (c == 'Z') {
          out.append("(?=\\n?\\z)");
          at += 2;
        } else if (c > 0x7F) {
          out.append("\\x{").append(Integer.toHexString(c)).append('}');
          at += 2;
        } else {
          copy(2);
        }
      }
    }
  }

  private void quoted() {
    int end = in.indexOf("\\E", at + 2);
    String literal = in.substring(at + 2, end < 0 ? in.length() : end);
    out.append(literal.isEmpty() ? "" : java.util.regex.Pattern.quote(literal));
    at = end < 0 ? in.length() : end + 2;
  }

  private void namedReference(char letter) throws Unsupported {
    char open = peek(2);
    char closer = open == '{' ? '}' : open == '<' ? '>' : open == '\'' ? '\'' : '\0';
    String name;
    int after;
    if (closer == '\0') {
      if (letter == 'k') {
        throw new Unsupported("\\k without a name");
      }
      int i = at + 2;
      if (peek(2) == '-' || peek(2) == '+') {
        i++;
      }
      while (i < in.length() && isDigit(in.charAt(i))) {
        i++;
      }
      name = in.substring(at + 2, i);
      after = i;
    } else {
      if (letter == 'g' && open != '{') {
        throw new Unsupported("recursion \\g" + open);
      }
      int end = close(at + 3, closer);
      name = in.substring(at + 3, end);
      after = end + 1;
    }
    at = after;
    if (name.matches("\\d+")) {
      numbered(Integer.parseInt(name));
    } else if (name.matches("-\\d+")) {
      numbered(groupCount + 1 + Integer.parseInt(name));
    } else {
      reference(name);
    }
  }

  /** PCRE takes none to two digits, or any number in braces. */
  private void hex() throws Unsupported {
    if (peek(2) == '{') {
      int end = close(at, '}');
      out.append("\\x{").append(in, at + 3, end).append('}');
      at = end + 1;
      return;
    }
    int i = at + 2;
    while (i < in.length() && i < at + 4 && Character.digit(in.charAt(i), 16) >= 0) {
      i++;
    }
    String digits = i == at + 2 ? "0" : in.substring(at + 2, i);
    out.append("\\x{").append(digits).append('}');
    at = i;
  }

  private void octalBraces() throws Unsupported {
    if (peek(2) != '{') {
      throw new Unsupported("\\o");
    }
    int end = close(at, '}');
    codePoint(in.substring(at + 3, end), end + 1);
  }

  private void octal(int most) throws Unsupported {
    int i = at + 1;
    while (i < in.length() && i < at + 1 + most && isOctal(in.charAt(i))) {
      i++;
    }
    codePoint(in.substring(at + 1, i), i);
  }

  private void codePoint(String octalDigits, int next) throws Unsupported {
    try {
      out.append("\\x{").append(Integer.toHexString(Integer.parseInt(octalDigits, 8))).append('}');
    } catch (NumberFormatException e) {
      throw new Unsupported("\\o{" + octalDigits + "}");
    }
    at = next;
  }

  /** One digit is always a reference; more are one if there are that many groups, else octal. */
  private void backReferenceOrOctal() throws Unsupported {
    int i = at + 1;
    while (i < in.length() && isDigit(in.charAt(i))) {
      i++;
    }
    int number = i - at > 4 ? Integer.MAX_VALUE : Integer.parseInt(in.substring(at + 1, i));
    if (number < 10 || number <= countGroups()) {
      if (number > countGroups()) {
        throw new Unsupported("a reference to the missing group " + number);
      }
      numbered(number);
      at = i;
    } else if (isOctal(peek(1))) {
      octal(3);
    } else {
      throw new Unsupported("a reference to the missing group " + number);
    }
  }

  private int countGroups() {
    int n = 0;
    boolean inClass = false;
    for (int i = 0; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
        if (i + 1 < in.length() && in.charAt(i + 1) == '^') {
          i++;
        }
        if (i + 1 < in.length() && in.charAt(i + 1) == ']') {
          i++;
        }
      } else if (c == '(' && isCapturing(i)) {
        n++;
      }
    }
    return n;
  }

  private boolean isCapturing(int open) {
    String rest = in.substring(open, Math.min(in.length(), open + 4));
    if (!rest.startsWith("(?")) {
      return !rest.startsWith("(*");
    }
    return rest.startsWith("(?P<")
        || rest.startsWith("(?'")
        || (rest.startsWith("(?<") && !rest.startsWith("(?<=") && !rest.startsWith("(?<!"));
  }

  private void characterClass() throws Unsupported {
    out.append('[');
    at++;
    if (peek(0) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == ']' && !first) {
        out.append(']');
        at++;
        return;
      }
      first = false;
      if (c == '[' && peek(1) == ':') {
        posixClass();
      } else if (c == '\\') {
        classEscape();
      } else if ("[]&^ #\t\n".indexOf(c) >= 0) {
        out.append('\\').append(c);
        at++;
      } else {
        out.append(c);
        at++;
      }
    }
    throw new Unsupported("an unfinished character class");
  }

  private void posixClass() throws Unsupported {
    int end = in.indexOf(":]", at + 2);
    if (end < 0) {
      out.append("\\[");
      at++;
      return;
    }
    String name = in.substring(at + 2, end);
    boolean negated = name.startsWith("^");
    String expansion = POSIX.get((negated ? name.substring(1) : name).toLowerCase(Locale.ROOT));
    if (expansion == null) {
      if (name.matches("[a-z^]+")) {
        throw new Unsupported("[:" + name + ":]");
      }
      out.append("\\[");
      at++;
      return;
    }
    out.append(negated ? "[^" + expansion + "]" : expansion);
    at = end + 2;
  }

  private void classEscape() throws Unsupported {
    char c = peek(1);
    switch (c) {
      case 'b' -> {
        out.append("\\x08");
        at += 2;
      }
      case 'Q' -> {
        int end = in.indexOf("\\E", at + 2);
        for (char q : in.substring(at + 2, end < 0 ? in.length() : end).toCharArray()) {
          out.append(Character.isLetterOrDigit(q) ? "" : "\\").append(q);
        }
        at = end < 0 ? in.length() : end + 2;
      }
      case 'x' -> hex();
      case 'o' -> octalBraces();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(3);
      default -> {
        if (Character.isLetter(c) && "aefnrtdDwWsShHvVcpPE".indexOf(c) < 0) {
          throw new Unsupported("\\" + c + " in a character class");
        }
        copy(2);
      }
    }
  }

  private void copy(int chars) {
    int end = Math.min(in.length(), at + chars);
    out.append(in, at, end);
    at = end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }
}
