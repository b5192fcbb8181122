package io.stoker.expr;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an expression into tokens. The scanner has httpd's states: outside of strings, inside a
 * quoted string, inside {@code %{…}} before and after the colon. Which state holds is the parser's
 * knowledge, so it asks for the next token of a state.
 */
final class ExprLexer {

  /** Token kinds with the names under which httpd's messages speak of them. */
  enum Kind {
    END("$end"),
    TRUE("T_TRUE"),
    FALSE("T_FALSE"),
    DIGIT("T_DIGIT"),
    ID("T_ID"),
    STRING_BEGIN("T_STR_BEGIN"),
    VAR_BEGIN("T_VAR_BEGIN"),
    BACKREF("T_REGEX_BACKREF"),
    REGEX("T_REGEX"),
    REGEX_I("T_REGEX_I"),
    UNARY("T_OP_UNARY"),
    BINARY("T_OP_BINARY"),
    OR("T_OP_OR"),
    AND("T_OP_AND"),
    NOT("T_OP_NOT"),
    IN("T_OP_IN"),
    MATCH("T_OP_REG"),
    NO_MATCH("T_OP_NRE"),
    STR_EQ("T_OP_STR_EQ"),
    STR_NE("T_OP_STR_NE"),
    STR_LT("T_OP_STR_LT"),
    STR_LE("T_OP_STR_LE"),
    STR_GT("T_OP_STR_GT"),
    STR_GE("T_OP_STR_GE"),
    EQ("T_OP_EQ"),
    NE("T_OP_NE"),
    LT("T_OP_LT"),
    LE("T_OP_LE"),
    GT("T_OP_GT"),
    GE("T_OP_GE"),
    CONCAT("T_OP_CONCAT"),
    OPEN("'('"),
    CLOSE("')'"),
    LIST_OPEN("'{'"),
    LIST_CLOSE("'}'"),
    COMMA("','"),
    ERROR("T_ERROR");

    final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }

  /** A token; the text is an identifier, digits, an operator's letters, a pattern or an error. */
  record Token(Kind kind, String text) {}

  private static final String REGEX_DELIMITERS = "/#$%^|?!'\",;:._-";

  private final String in;
  private int at;

  ExprLexer(String text) {
    this.in = text;
  }

  boolean atEnd() {
    return at >= in.length();
  }

  char peek() {
    return at < in.length() ? in.charAt(at) : '\0';
  }

  char take() {
    return in.charAt(at++);
  }

  boolean skip(String text) {
    if (!in.startsWith(text, at)) {
      return false;
    }
    at += text.length();
    return true;
  }

  int position() {
    return at;
  }

  void position(int earlier) {
    at = earlier;
  }

  /** The next token outside of strings. */
  Token next() {
    while (at < in.length() && " \t\n\r".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
    if (at >= in.length()) {
      return new Token(Kind.END, "");
    }
    Token operator = operator();
    if (operator != null) {
      return operator;
    }
    char c = in.charAt(at);
    if (c == '"' || c == '\'') {
      at++;
      return new Token(Kind.STRING_BEGIN, String.valueOf(c));
    }
    if (c == '/' || (c == 'm' && at + 1 < in.length() && isDelimiter(in.charAt(at + 1)))) {
      Token regex = regex();
      if (regex != null) {
        return regex;
      }
    }
    if (c == '$' && at + 1 < in.length() && isDigit(in.charAt(at + 1))) {
      at += 2;
      return new Token(Kind.BACKREF, String.valueOf(in.charAt(at - 1)));
    }
    if (isDigit(c)) {
      return new Token(Kind.DIGIT, digits(at));
    }
    if (c == '-') {
      return dashed();
    }
    return isLetter(c) || c == '_' ? word() : unexpected(c);
  }

  private Token unexpected(char c) {
    at++;
    return new Token(Kind.ERROR, "Parse error near '" + c + "'");
  }

  private static final String[] SIGNS = {
    "&&", "||", "==", "!=", "<=", ">=", "=~", "!~", "%{", "=", "<", ">", "!", ".", "(", ")", "{",
    "}", ","
  };
  private static final Kind[] SIGN_KINDS = {
    Kind.AND,
    Kind.OR,
    Kind.STR_EQ,
    Kind.STR_NE,
    Kind.STR_LE,
    Kind.STR_GE,
    Kind.MATCH,
    Kind.NO_MATCH,
    Kind.VAR_BEGIN,
    Kind.STR_EQ,
    Kind.STR_LT,
    Kind.STR_GT,
    Kind.NOT,
    Kind.CONCAT,
    Kind.OPEN,
    Kind.CLOSE,
    Kind.LIST_OPEN,
    Kind.LIST_CLOSE,
    Kind.COMMA
  };

  private @Nullable Token operator() {
    for (int i = 0; i < SIGNS.length; i++) {
      if (skip(SIGNS[i])) {
        return new Token(SIGN_KINDS[i], SIGNS[i]);
      }
    }
    return null;
  }

  /** {@code /re/} or {@code m#re#}, with the flag i; null if the delimiter never closes. */
  private @Nullable Token regex() {
    int open = in.charAt(at) == 'm' ? at + 1 : at;
    char delimiter = in.charAt(open);
    int close = in.indexOf(delimiter, open + 1);
    if (close < 0) {
      at = in.length();
      return new Token(Kind.END, "");
    }
    String pattern = in.substring(open + 1, close);
    at = close + 1;
    if (at < in.length() && in.charAt(at) == 'i') {
      at++;
      return new Token(Kind.REGEX_I, pattern);
    }
    return new Token(Kind.REGEX, pattern);
  }

  /** A negative number, an operator such as {@code -f} or {@code -ipmatch}. */
  private Token dashed() {
    if (at + 1 < in.length() && isDigit(in.charAt(at + 1))) {
      return new Token(Kind.DIGIT, digits(at));
    }
    int end = at + 1;
    while (end < in.length() && isWordPart(in.charAt(end))) {
      end++;
    }
    if (end == at + 1) {
      return unexpected('-');
    }
    String name = in.substring(at + 1, end);
    at = end;
    Kind comparison = comparison(name);
    if (comparison != null) {
      return new Token(comparison, name);
    }
    return new Token(name.length() == 1 ? Kind.UNARY : Kind.BINARY, name);
  }

  private Token word() {
    int end = at + 1;
    while (end < in.length() && isWordPart(in.charAt(end))) {
      end++;
    }
    String name = in.substring(at, end);
    at = end;
    Kind kind =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "true" -> Kind.TRUE;
          case "false" -> Kind.FALSE;
          case "and" -> Kind.AND;
          case "or" -> Kind.OR;
          case "not" -> Kind.NOT;
          default -> comparison(name);
        };
    return new Token(kind == null ? Kind.ID : kind, name);
  }

  private static @Nullable Kind comparison(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "eq" -> Kind.EQ;
      case "ne" -> Kind.NE;
      case "lt" -> Kind.LT;
      case "le" -> Kind.LE;
      case "gt" -> Kind.GT;
      case "ge" -> Kind.GE;
      case "in" -> Kind.IN;
      default -> null;
    };
  }

  private String digits(int from) {
    at = from + 1;
    while (at < in.length() && isDigit(in.charAt(at))) {
      at++;
    }
    return in.substring(from, at);
  }

  private static boolean isDelimiter(char c) {
    return REGEX_DELIMITERS.indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isWordPart(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }
}
