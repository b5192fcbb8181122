package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a PCRE pattern for {@link java.util.regex.Pattern}, or says what it cannot express.
 *
 * <p>Java's dialect is close to PCRE's; this class and its helpers know the differences: classes,
 * literal braces, {@code $} that only matches at the very end (httpd's DOLLAR_ENDONLY) but for
 * {@code (?m)}, comments and white space of {@code (?x)}, group names with underscores, Python's
 * and Perl's spellings of groups and references, assertions spelled out, control characters.
 * Recursion, conditionals, branch reset, {@code \K}, {@code \C} and verbs have no counterpart and
 * are refused.
 *
 * <p>Source: pcre2pattern(3).
 */
final class PcrePattern {

  /**
   * A pattern for Java.
   *
   * @param java to be compiled with DOTALL and UNIX_LINES, and CASE_INSENSITIVE as asked for
   * @param names names of groups with their numbers, in order
   * @param literals what every match has in it
   */
  record Translated(String java, Map<String, Integer> names, Literals literals) {}

  /** What is known of the groups after reading a pattern once. */
  private record Groups(int count, Map<String, Integer> names) {}

  private static final Map<String, String> ASSERTIONS =
      Map.of(
          "pla", "(?=",
          "positive_lookahead", "(?=",
          "nla", "(?!",
          "negative_lookahead", "(?!",
          "plb", "(?<=",
          "positive_lookbehind", "(?<=",
          "nlb", "(?<!",
          "negative_lookbehind", "(?<!",
          "atomic", "(?>");

  private static final int MOST_TIMES = 65_535;

  private final PatternCursor in;
  private final @Nullable Groups known;
  private final PatternOutput out = new PatternOutput();
  private final Deque<PcreFlags> enclosing = new ArrayDeque<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private PcreFlags flags;
  private int groups;

  private PcrePattern(String pattern, boolean ignoreCase, @Nullable Groups known) {
    this.in = new PatternCursor(pattern);
    this.known = known;
    this.flags = new PcreFlags(ignoreCase, false, false);
  }

  /**
   * Translates a pattern.
   *
   * @throws PatternException why that is not possible
   */
  static Translated translate(String pattern, boolean ignoreCase) throws PatternException {
    // Twice, since references may lead to groups that come later.
    PcrePattern first = new PcrePattern(pattern, ignoreCase, null);
    first.read();
    PcrePattern second =
        new PcrePattern(pattern, ignoreCase, new Groups(first.groups, first.names));
    second.read();
    return new Translated(second.out.finish(), second.names, second.out.literals());
  }

  private void read() throws PatternException {
    while (!in.isAtEnd()) {
      char c = in.peek(0);
      switch (c) {
        case '\\' -> escape();
        case '[' -> bracketed();
        case '(' -> group();
        case ')' -> close();
        case '|' -> alternative();
        case '{' -> brace();
        case '*', '+', '?' -> quantifier();
        case '^' -> caret();
        case '$' -> {
          in.skip(1);
          out.assertion(flags.multiline() ? "(?m:$)" : "\\z");
        }
        case '.' -> {
          in.skip(1);
          out.consuming(".");
        }
        default -> plain();
      }
    }
    if (!enclosing.isEmpty()) {
      throw new Malformed("missing closing parenthesis");
    }
  }

  private void plain() {
    char c = in.next();
    if (flags.extended() && (c == ' ' || (c >= '\t' && c <= '\r'))) {
      return;
    }
    if (flags.extended() && c == '#') {
      if (in.until("\n") == null) {
        in.rest();
      }
      return;
    }
    out.literal(c, flags.ignoreCase());
  }

  private void bracketed() throws PatternException {
    String java = PcreClass.read(in, flags.ignoreCase());
    if (java.startsWith("[")) {
      out.consuming(java);
    } else {
      out.assertion(java);
    }
  }

  /** One of the signs; what makes it lazy or possessive follows as another one. */
  private void quantifier() throws PatternException {
    char sign = in.next();
    out.quantifier(String.valueOf(sign), sign == '+' ? 1 : 0, sign == '?' ? 1 : Integer.MAX_VALUE);
    mode();
  }

  private void mode() {
    while (in.sees("\\E")) {
      in.skip(2);
    }
    if (in.peek(0) == '?') {
      in.skip(1);
      out.lazy();
    } else if (in.peek(0) == '+') {
      in.skip(1);
      out.possessive();
    }
  }

  private void caret() {
    boolean first = in.position() == 0;
    in.skip(1);
    if (flags.multiline()) {
      // Java does not see the beginning of a line at the end of the text, even of an empty one.
      out.assertion("(?:\\A|(?<=\\n)(?!\\z))");
    } else {
      out.start(first);
    }
  }

  private void alternative() {
    in.skip(1);
    out.alternative();
  }

  /** A brace that is no quantifier stands for itself in PCRE. */
  private void brace() throws PatternException {
    int start = in.position();
    in.skip(1);
    String least = in.digits(10, 9);
    boolean comma = in.peek(0) == ',';
    in.skip(comma ? 1 : 0);
    String most = comma ? in.digits(10, 9) : "";
    if (least.isEmpty() || in.peek(0) != '}') {
      in.backTo(start + 1);
      out.literal('{', flags.ignoreCase());
      return;
    }
    in.skip(1);
    int from = count(least);
    int to = !comma ? from : most.isEmpty() ? Integer.MAX_VALUE : count(most);
    if (to < from) {
      throw new Malformed("numbers out of order in {} quantifier");
    }
    out.quantifier("{" + from + (comma ? "," + most : "") + "}", from, to);
    mode();
  }

  /** Whether the brace that comes next begins a quantifier. */
  private boolean isQuantifier() {
    int start = in.position();
    in.skip(1);
    boolean is = !in.digits(10, 9).isEmpty();
    if (in.peek(0) == ',') {
      in.skip(1);
      in.digits(10, 9);
    }
    is &= in.peek(0) == '}';
    in.backTo(start);
    return is;
  }

  private static int count(String digits) throws Malformed {
    int count = Integer.parseInt(digits);
    if (count > MOST_TIMES) {
      throw new Malformed("number too big in {} quantifier");
    }
    return count;
  }

  // ---- groups ----

  private void group() throws PatternException {
    in.skip(1);
    if (in.peek(0) == '*') {
      spelledOut();
    } else if (in.peek(0) == '?') {
      in.skip(1);
      special();
    } else {
      groups++;
      open("(");
    }
  }

  private void open(String java) throws Malformed {
    enclosing.push(flags);
    out.open(java);
  }

  private void close() throws PatternException {
    if (enclosing.isEmpty()) {
      throw new Malformed("unmatched closing parenthesis");
    }
    in.skip(1);
    flags = enclosing.pop();
    out.close();
  }

  /** {@code (*name:} is an assertion; {@code (*NAME)} is a verb. */
  private void spelledOut() throws PatternException {
    in.skip(1);
    int start = in.position();
    String name = in.until(":");
    String java = name == null ? null : ASSERTIONS.get(name);
    if (java == null) {
      in.backTo(start);
      String verb = in.until(")");
      throw new Unsupported("(*" + (verb == null ? in.rest() : verb) + ")");
    }
    open(java);
  }

  private void special() throws PatternException {
    switch (in.peek(0)) {
      case '#' -> {
        if (in.until(")") == null) {
          throw new Malformed("missing ) following (?#");
        }
      }
      case '=', '!', '>' -> open("(?" + in.next());
      case '<' -> {
        if (in.peek(1) == '=' || in.peek(1) == '!') {
          in.skip(1);
          open("(?<" + in.next());
        } else {
          named(">");
        }
      }
      case '\'' -> named("'");
      case 'P' -> python();
      case '|' -> throw new Unsupported("branch reset (?|");
      case '(' -> throw new Unsupported("conditional groups (?(");
      case 'C' -> throw new Unsupported("callouts (?C");
      case 'R', '&', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          throw new Unsupported("recursion (?" + in.peek(0));
      default -> flags();
    }
  }

  /** {@code (?P<name>} and {@code (?P=name)}. */
  private void python() throws PatternException {
    in.skip(1);
    switch (in.peek(0)) {
      case '<' -> named(">");
      case '=' -> {
        in.skip(1);
        reference(PcreReference.named(in.until(")")));
      }
      case '>' -> throw new Unsupported("recursion (?P>");
      default -> throw new Malformed("unrecognized character after (?P");
    }
  }

  /** A named group; Java does not allow all names, so that it gets only its number. */
  private void named(String end) throws Malformed {
    in.skip(1);
    String name = in.until(end);
    if (name == null || !name.matches("[A-Za-z_][A-Za-z_0-9]{0,31}")) {
      throw new Malformed("a group name must begin with a letter and end with " + end);
    }
    groups++;
    if (names.put(name, groups) != null) {
      throw new Malformed("two named groups have the same name");
    }
    open("(");
  }

  /** {@code (?imsx-imsx)} and {@code (?imsx-imsx:}; the first holds to the end of its group. */
  private void flags() throws PatternException {
    PcreFlags before = flags;
    PcreFlags.Change change = PcreFlags.read(in, flags);
    if (in.next() == ':') {
      enclosing.push(before);
      out.open("(?" + change.java() + ":");
    } else {
      out.flags(change.java().isEmpty() ? "" : "(?" + change.java() + ")");
    }
    flags = change.flags();
  }

  // ---- escapes ----

  private void escape() throws PatternException {
    in.skip(1);
    char c = in.peek(0);
    if (c >= '1' && c <= '9') {
      int most = known == null ? Integer.MAX_VALUE : known.count;
      PcreReference reference = PcreReference.numbered(in, most);
      if (reference == null) {
        out.literal((char) PcreCharacter.read(in, true), flags.ignoreCase());
      } else {
        reference(reference);
      }
      return;
    }
    int code = PcreCharacter.read(in, false);
    if (code >= 0) {
      out.literal((char) code, flags.ignoreCase());
      return;
    }
    switch (c) {
      case 'd', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V', 'X' -> out.consuming("\\" + in.next());
      case 'b', 'B', 'A', 'z', 'G' -> out.assertion("\\" + in.next());
      case 'N' -> {
        in.skip(1);
        if (in.peek(0) == '{' && !isQuantifier()) {
          throw new Unsupported("\\N{");
        }
        out.consuming("[^\\n]");
      }
      case 'Z', 'R' -> spelled(in.next());
      case 'p', 'P' -> {
        String property = PcreCharacter.property(in);
        // Java, unlike PCRE, lets properties of case ignore case.
        out.consuming(flags.ignoreCase() ? "(?-i:" + property + ")" : property);
      }
      case 'Q' -> quoted();
      case 'E' -> in.skip(1);
      case 'g', 'k' -> reference(PcreReference.read(in, groups));
      case 'K', 'C' -> throw new Unsupported("\\" + c);
      default -> throw new Malformed("unrecognized character follows \\");
    }
  }

  /** What Java has no letter for, or one with a slightly different meaning. */
  private void spelled(char letter) {
    if (letter == 'Z') {
      out.assertion("(?=\\n?\\z)");
    } else {
      out.consuming("(?>\\r\\n|[\\n-\\r\\x{85}])");
    }
  }

  private void quoted() {
    in.skip(1);
    String text = in.until("\\E");
    for (char c : (text == null ? in.rest() : text).toCharArray()) {
      out.literal(c, flags.ignoreCase());
    }
  }

  /** A back-reference that no digit after it can be taken into. */
  private void reference(PcreReference to) throws Malformed {
    int number = known == null ? 1 : to.group(known.names, known.count);
    out.reference("(?:\\" + number + ")");
  }
}
