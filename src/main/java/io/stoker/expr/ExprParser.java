package io.stoker.expr;

import io.stoker.api.DirectiveException;
import io.stoker.expr.ExprLexer.Kind;
import io.stoker.expr.ExprLexer.Token;
import io.stoker.expr.ExprNode.Bool;
import io.stoker.expr.ExprNode.Str;
import io.stoker.expr.ExprNode.Strs;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses ap_expr by recursive descent, with httpd's words for what is wrong.
 *
 * <pre>
 * or    := and { ('||'|'or') and }        and  := not { ('&&'|'and') not }
 * not   := ('!'|'not') not | primary      primary := true | false | '(' or ')' | -X word
 *        | word comparison word | word 'in' list | word '=~' regex | word -name word
 * word  := part { '.' part }              part := digits | string | %{var} | $n | func '(' word ')'
 * </pre>
 *
 * <p>Source: httpd manual, "Expressions in Apache HTTP Server".
 */
final class ExprParser {

  private static final int MAX_NESTING = 500;

  private static final Str NO_TEXT = new ExprNode.Literal("");

  private final ExprLexer lexer;
  private final ExprNames names;
  private Token token;
  private String unknown = "";
  private int nesting;

  private ExprParser(String text, ExprNames names) {
    this.lexer = new ExprLexer(text);
    this.names = names;
    this.token = new Token(Kind.END, "");
  }

  /** Parses a boolean expression. */
  static Bool condition(String text, ExprNames names) throws DirectiveException {
    ExprParser p = new ExprParser(text, names);
    p.advance();
    if (p.token.kind() == Kind.ERROR) {
      throw new DirectiveException(p.token.text());
    }
    Bool bool = p.or();
    if (p.token.kind() != Kind.END) {
      throw p.unexpected(", expecting $end");
    }
    return p.complete(bool);
  }

  /** Parses a string expression: text with variables, functions and back-references. */
  static Str string(String text, ExprNames names) throws DirectiveException {
    ExprParser p = new ExprParser(text, names);
    return p.complete(p.stringUntil('\0'));
  }

  private void advance() {
    token = lexer.next();
  }

  private DirectiveException unexpected(String expecting) {
    String detail = token.kind() == Kind.ERROR ? token.text() : unknown;
    return new DirectiveException(
        "syntax error, unexpected "
            + token.kind().shown
            + expecting
            + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** Something of a name that may not exist. */
  @FunctionalInterface
  private interface Named<T> {
    T find() throws DirectiveException;
  }

  /** Goes on without what does not exist: what is wrong with the grammar is told with it. */
  private <T> T named(Named<T> name, T otherwise) {
    try {
      return name.find();
    } catch (DirectiveException e) {
      if (unknown.isEmpty()) {
        unknown = String.valueOf(e.getMessage());
      }
      return otherwise;
    }
  }

  private <T> T complete(T parsed) throws DirectiveException {
    if (!unknown.isEmpty()) {
      throw new DirectiveException(unknown);
    }
    return parsed;
  }

  private void expect(Kind kind, String expecting) throws DirectiveException {
    if (token.kind() != kind) {
      throw unexpected(expecting);
    }
  }

  private Bool or() throws DirectiveException {
    Bool left = and();
    while (token.kind() == Kind.OR) {
      advance();
      Bool l = left;
      Bool r = and();
      left = e -> l.test(e) || r.test(e);
    }
    return left;
  }

  private Bool and() throws DirectiveException {
    Bool left = not();
    while (token.kind() == Kind.AND) {
      advance();
      Bool l = left;
      Bool r = not();
      left = e -> l.test(e) && r.test(e);
    }
    return left;
  }

  private Bool not() throws DirectiveException {
    boolean negate = false;
    while (token.kind() == Kind.NOT) {
      negate = !negate;
      advance();
    }
    Bool inner = primary();
    return negate ? e -> !inner.test(e) : inner;
  }

  private Bool primary() throws DirectiveException {
    switch (token.kind()) {
      case TRUE, FALSE -> {
        boolean value = token.kind() == Kind.TRUE;
        advance();
        return e -> value;
      }
      case OPEN -> {
        if (++nesting > MAX_NESTING) {
          throw new DirectiveException("expression is nested too deeply");
        }
        advance();
        Bool inner = or();
        expect(Kind.CLOSE, ", expecting T_OP_OR or T_OP_AND or ')'");
        nesting--;
        advance();
        return inner;
      }
      case UNARY -> {
        String name = token.text();
        advance();
        Str operand = word();
        return named(() -> names.unary(name).on(operand), e -> false);
      }
      default -> {
        return comparison();
      }
    }
  }

  private Bool comparison() throws DirectiveException {
    Str left = word();
    Kind kind = token.kind();
    switch (kind) {
      case STR_EQ, STR_NE, STR_LT, STR_LE, STR_GT, STR_GE, EQ, NE, LT, LE, GT, GE -> {
        advance();
        Str right = word();
        return ExprOperators.compare(kind, left, right);
      }
      case IN -> {
        advance();
        Strs list = list();
        return e -> list.texts(e).contains(left.text(e));
      }
      case MATCH, NO_MATCH -> {
        advance();
        Regex regex = regex();
        boolean wanted = kind == Kind.MATCH;
        return e -> matches(regex, left, e) == wanted;
      }
      case BINARY -> {
        String name = token.text();
        advance();
        Str right = word();
        return named(() -> names.binary(name).on(left, right), e -> false);
      }
      default -> throw unexpected("");
    }
  }

  private static boolean matches(Regex regex, Str left, Eval e) {
    Regex.Match match = regex.find(left.text(e));
    if (match != null) {
      e.matched(match);
    }
    return match != null;
  }

  private Regex regex() throws DirectiveException {
    if (token.kind() != Kind.REGEX && token.kind() != Kind.REGEX_I) {
      throw unexpected(", expecting T_REGEX or T_REGEX_I");
    }
    try {
      Regex regex = Regexes.compile(token.text(), token.kind() == Kind.REGEX_I);
      advance();
      return regex;
    } catch (DirectiveException e) {
      throw new DirectiveException("Failed to compile regular expression" + Regexes.reason(e), e);
    }
  }

  private Strs list() throws DirectiveException {
    if (token.kind() == Kind.ID) {
      String name = token.text();
      advance();
      Str argument = parenthesised();
      return named(() -> names.listFunction(name, argument), e -> List.of());
    }
    expect(Kind.LIST_OPEN, ", expecting T_ID or '{'");
    List<Str> items = new ArrayList<>();
    do {
      advance();
      items.add(word());
    } while (token.kind() == Kind.COMMA);
    expect(Kind.LIST_CLOSE, ", expecting '}' or ','");
    advance();
    return e -> items.stream().map(s -> s.text(e)).toList();
  }

  private Str parenthesised() throws DirectiveException {
    expect(Kind.OPEN, ", expecting '('");
    advance();
    Str argument = word();
    expect(Kind.CLOSE, ", expecting T_OP_CONCAT or ')'");
    advance();
    return argument;
  }

  private Str word() throws DirectiveException {
    Str left = part();
    while (token.kind() == Kind.CONCAT) {
      advance();
      Str l = left;
      Str r = part();
      left = e -> l.text(e) + r.text(e);
    }
    return left;
  }

  private Str part() throws DirectiveException {
    String text = token.text();
    switch (token.kind()) {
      case DIGIT -> {
        advance();
        return new ExprNode.Literal(text);
      }
      case STRING_BEGIN -> {
        Str string = stringUntil(text.charAt(0));
        advance();
        return string;
      }
      case VAR_BEGIN -> {
        Str variable = variable();
        advance();
        return variable;
      }
      case BACKREF -> {
        int group = text.charAt(0) - '0';
        advance();
        return e -> e.group(group);
      }
      case ID -> {
        advance();
        Str argument = parenthesised();
        return named(() -> names.function(text, argument), NO_TEXT);
      }
      default -> throw unexpected("");
    }
  }

  /** What follows {@code %{}: a name, then the end or a colon and an argument. */
  private Str variable() throws DirectiveException {
    StringBuilder name = new StringBuilder();
    while (!lexer.atEnd() && ExprLexer.isWordPart(lexer.peek())) {
      name.append(lexer.take());
    }
    String expected = name.isEmpty() ? "T_ID" : "T_VAR_END or ':'";
    if (lexer.atEnd()) {
      throw badVariable(expected, "Unterminated string or variable");
    }
    char after = lexer.take();
    if (after == '}' && name.isEmpty()) {
      throw new DirectiveException("syntax error, unexpected T_VAR_END, expecting T_ID");
    }
    if (after == '}') {
      return named(() -> names.variable(name.toString()), NO_TEXT);
    }
    if (after != ':') {
      throw badVariable(expected, "Invalid character in variable name '" + after + "'");
    }
    Str argument = stringUntil('}');
    return named(() -> names.function(name.toString(), argument), NO_TEXT);
  }

  private static DirectiveException badVariable(String expected, String why) {
    return new DirectiveException(
        "syntax error, unexpected T_ERROR, expecting " + expected + ": " + why);
  }

  /** Text up to the closing character, or for a string expression ({@code \0}) to the end. */
  private Str stringUntil(char close) throws DirectiveException {
    List<Str> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (true) {
      if (lexer.atEnd()) {
        if (close != '\0') {
          throw new DirectiveException("Unterminated string or variable");
        }
        break;
      }
      if (lexer.skip("%{")) {
        flush(literal, parts);
        parts.add(variable());
        continue;
      }
      char c = lexer.take();
      if (c == close) {
        break;
      } else if (c == '\\' && !lexer.atEnd()) {
        literal.append(escaped());
      } else if (c == '$' && lexer.peek() >= '0' && lexer.peek() <= '9') {
        flush(literal, parts);
        int group = lexer.take() - '0';
        parts.add(e -> e.group(group));
      } else {
        literal.append(c);
      }
    }
    flush(literal, parts);
    return join(parts);
  }

  private char escaped() {
    char c = lexer.take();
    switch (c) {
      case 'r':
        return '\r';
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      default:
        break;
    }
    if (c < '0' || c > '7') {
      return c;
    }
    int value = c - '0';
    for (int i = 0; i < 2 && lexer.peek() >= '0' && lexer.peek() <= '7'; i++) {
      value = value * 8 + (lexer.take() - '0');
    }
    return (char) (value & 0xFF);
  }

  private static void flush(StringBuilder literal, List<Str> parts) {
    if (!literal.isEmpty()) {
      String text = literal.toString();
      parts.add(new ExprNode.Literal(text));
      literal.setLength(0);
    }
  }

  private static Str join(List<Str> parts) {
    if (parts.isEmpty()) {
      return new ExprNode.Literal("");
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Str> all = List.copyOf(parts);
    return e -> {
      StringBuilder sb = new StringBuilder();
      for (Str part : all) {
        sb.append(part.text(e));
      }
      return sb.toString();
    };
  }
}
