package io.stoker.modules.mod_include;

import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions as httpd 2.2 had them (SSILegacyExprParser): strings with variables, comparisons,
 * patterns, {@code ! && ||}, parentheses, {@code -A}. {@code &&} and {@code ||} bind alike, to the
 * right.
 */
final class LegacyExpression {

  private static final int MOST_TOKENS = 4096;

  /** What is wrong with an expression. */
  private static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LogMessage why;

    Invalid(String id, String text) {
      super(text, null, false, false);
      this.why = Messages.error(id, text);
    }
  }

  private enum Kind {
    STRING,
    PATTERN,
    AND,
    OR,
    NOT,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    MORE,
    MORE_OR_EQUAL,
    OPEN,
    CLOSE,
    ACCESS
  }

  private record Token(Kind kind, String text) {}

  private final Page page;
  private final String expression;
  private List<Token> tokens = List.of();
  private int at;

  private LegacyExpression(Page page, String expression) {
    this.page = page;
    this.expression = expression;
  }

  /** Null where it is none, which was told. */
  static @Nullable Boolean holds(Page page, String expression) {
    LegacyExpression e = new LegacyExpression(page, expression);
    try {
      e.tokens = e.tokens();
      return !e.tokens.isEmpty() && e.all();
    } catch (Invalid why) {
      page.exchange().log(why.why, expression, page.file());
      return null;
    }
  }

  // ---- tokens ----

  private List<Token> tokens() throws Invalid {
    List<Token> found = new ArrayList<>();
    int i = 0;
    while (i < expression.length()) {
      char c = expression.charAt(i);
      if (isSpace(c)) {
        i++;
        continue;
      }
      if (found.size() == MOST_TOKENS) {
        throw invalid("AH03188");
      }
      Kind kind = kindAt(i);
      if (kind != Kind.STRING && kind != Kind.PATTERN) {
        found.add(new Token(kind, ""));
        i += length(kind, i);
        continue;
      }
      boolean pattern = c == '/' && (found.isEmpty() || found.getLast().kind != Kind.ACCESS);
      StringBuilder text = new StringBuilder();
      i = pattern || c == '\'' ? quoted(i, c, text) : bare(i, text);
      Token last = found.isEmpty() ? null : found.getLast();
      if (pattern) {
        found.add(new Token(Kind.PATTERN, text.toString()));
      } else if (last != null && last.kind == Kind.STRING) {
        found.set(found.size() - 1, new Token(Kind.STRING, last.text + " " + text));
      } else {
        found.add(new Token(Kind.STRING, text.toString()));
      }
    }
    return found;
  }

  private Kind kindAt(int i) {
    String rest = expression.substring(i, Math.min(i + 3, expression.length()));
    return switch (expression.charAt(i)) {
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case '=' -> Kind.EQUAL;
      case '!' -> rest.startsWith("!=") ? Kind.UNEQUAL : Kind.NOT;
      case '<' -> rest.startsWith("<=") ? Kind.LESS_OR_EQUAL : Kind.LESS;
      case '>' -> rest.startsWith(">=") ? Kind.MORE_OR_EQUAL : Kind.MORE;
      case '&' -> rest.startsWith("&&") ? Kind.AND : Kind.STRING;
      case '|' -> rest.startsWith("||") ? Kind.OR : Kind.STRING;
      case '-' ->
          rest.equals("-A") || (rest.startsWith("-A") && isSpace(rest.charAt(2)))
              ? Kind.ACCESS
              : Kind.STRING;
      default -> Kind.STRING;
    };
  }

  private int length(Kind kind, int i) {
    return switch (kind) {
      case AND, OR, UNEQUAL, LESS_OR_EQUAL, MORE_OR_EQUAL, ACCESS -> 2;
      case EQUAL -> expression.startsWith("==", i) ? 2 : 1;
      default -> 1;
    };
  }

  /** The index behind a quoted text; one that does not end is empty. */
  private int quoted(int from, char quote, StringBuilder text) {
    int i = from + 1;
    while (i < expression.length() && expression.charAt(i) != quote) {
      boolean escaped = expression.startsWith("\\" + quote, i);
      i += escaped ? 1 : 0;
      text.append(expression.charAt(i++));
    }
    if (i == expression.length()) {
      text.setLength(0);
      return i;
    }
    return i + 1;
  }

  private int bare(int from, StringBuilder text) {
    int i = from;
    while (i < expression.length()) {
      char c = expression.charAt(i);
      boolean ends = i > from && (isSpace(c) || c == '\'' || kindAt(i) != Kind.STRING);
      if (ends && c != '-') {
        break;
      }
      if (c == '\\' && i + 1 < expression.length()) {
        text.append(c);
        i++;
      }
      text.append(expression.charAt(i++));
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  // ---- evaluation ----

  private static Invalid invalid(String id) {
    return new Invalid(id, "Invalid expression \"%s\" in file %s");
  }

  private @Nullable Kind peek() {
    return at < tokens.size() ? tokens.get(at).kind : null;
  }

  private boolean all() throws Invalid {
    boolean result = or(true);
    if (peek() == Kind.CLOSE) {
      throw new Invalid("AH03189", "Unmatched ')' in \"%s\" in file %s");
    }
    if (at < tokens.size()) {
      throw invalid("AH03188");
    }
    return result;
  }

  /** {@code live} is false where only the grammar counts. */
  private boolean or(boolean live) throws Invalid {
    boolean left = term(live);
    Kind next = peek();
    if (next != Kind.AND && next != Kind.OR) {
      return left;
    }
    at++;
    Kind behind = peek();
    if (behind == null) {
      throw invalid("AH01334");
    }
    boolean decided = next == Kind.AND ? !left : left;
    boolean right = or(live && !decided);
    return decided ? left : right;
  }

  private boolean term(boolean live) throws Invalid {
    Kind kind = peek();
    if (kind == null) {
      throw invalid("AH03190");
    }
    switch (kind) {
      case NOT -> {
        at++;
        return !negated(live);
      }
      case OPEN -> {
        return group(live);
      }
      case ACCESS -> {
        return access(live);
      }
      case STRING -> {
        return comparison(live);
      }
      default -> throw invalid("AH03188");
    }
  }

  /** What is behind an exclamation mark: no comparison. */
  private boolean negated(boolean live) throws Invalid {
    Kind kind = peek();
    if (kind == Kind.STRING) {
      return !expand(tokens.get(at++).text, live).isEmpty();
    }
    return term(live);
  }

  private boolean group(boolean live) throws Invalid {
    at++;
    boolean result = or(live);
    if (peek() == null) {
      throw new Invalid("AH03191", "Unmatched '(' in \"%s\" in file %s");
    }
    if (peek() != Kind.CLOSE) {
      throw invalid("AH03188");
    }
    at++;
    return result;
  }

  private boolean access(boolean live) throws Invalid {
    at++;
    if (peek() != Kind.STRING) {
      throw new Invalid(
          "AH01335",
          "Invalid expression \"%s\" in file %s: Token '-A' must be followed by a URI string.");
    }
    String uri = expand(tokens.get(at++).text, live);
    return live && page.exchange().lookupUri(uri).status() == 200;
  }

  private boolean comparison(boolean live) throws Invalid {
    String left = expand(tokens.get(at++).text, live);
    Kind operator = peek();
    boolean compares =
        operator != null
            && operator.compareTo(Kind.EQUAL) >= 0
            && operator.compareTo(Kind.MORE_OR_EQUAL) <= 0;
    if (!compares || operator == null) {
      return !left.isEmpty();
    }
    at++;
    Kind kind = peek();
    if (kind == null) {
      throw invalid("AH01333");
    }
    String right = expand(tokens.get(at++).text, live);
    if (kind == Kind.PATTERN) {
      if (operator != Kind.EQUAL && operator != Kind.UNEQUAL) {
        throw invalid("AH03188");
      }
      return live && matches(left, right) == (operator == Kind.EQUAL);
    }
    if (kind != Kind.STRING) {
      throw invalid("AH03188");
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case MORE -> order > 0;
      default -> order >= 0;
    };
  }

  private String expand(String text, boolean live) {
    return live ? page.expand(text, false) : "";
  }

  /** A pattern that is none matches, as in httpd. */
  private boolean matches(String text, String pattern) {
    Regex regex;
    try {
      regex = Regexes.compile(pattern, false);
    } catch (DirectiveException e) {
      page.exchange().log(Messages.error("AH02667", "unable to compile pattern \"%s\""), pattern);
      return true;
    }
    Regex.Match match = regex.find(text);
    page.groups(new Page.Groups(match, pattern));
    return match != null;
  }
}
