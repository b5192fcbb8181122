package io.stoker.modules.mod_headers;

import io.stoker.api.Cmd;
import io.stoker.api.Condition;
import io.stoker.api.DirectiveException;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.modules.mod_headers.HeaderRule.Table;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a Header or RequestHeader line. */
final class HeaderLine {

  private static final String ACTIONS =
      "first argument must be 'add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo',"
          + " 'note', 'edit', or 'edit*'.";
  private static final String THREE = "Header requires three arguments";
  private static final String EXPR = "expr=";
  private static final String ENV = "env=";

  private final Cmd cmd;
  private final Table table;
  private final String action;
  private String rest;

  /** A condition, and whether the line is for early. */
  private record When(boolean early, Condition condition) {
    static final When ANY = new When(false, x -> true);
    static final When EARLY = new When(true, x -> true);
  }

  private HeaderLine(Cmd cmd, Table table, String action, String rest) {
    this.cmd = cmd;
    this.table = table;
    this.action = action;
    this.rest = rest;
  }

  /** A Header line: the first word may say which fields of the reply are meant. */
  static void reply(Cmd cmd, String args) throws DirectiveException {
    Cmd.Cut first = cmd.cut(args);
    String word = first.word().toLowerCase(Locale.ROOT);
    boolean always = word.equals("always");
    Cmd.Cut action = always || word.equals("onsuccess") ? cmd.cut(first.rest()) : first;
    add(cmd, always ? Table.ALWAYS : Table.ON_SUCCESS, action);
  }

  static void request(Cmd cmd, String args) throws DirectiveException {
    add(cmd, Table.REQUEST, cmd.cut(args));
  }

  private static void add(Cmd cmd, Table table, Cmd.Cut first) throws DirectiveException {
    String action = first.word().toLowerCase(Locale.ROOT);
    HeaderRule rule = new HeaderLine(cmd, table, action, first.rest()).rule();
    cmd.update(ModHeaders.CONFIG, config -> config.with(table, rule));
  }

  private @Nullable String word() {
    if (rest.isEmpty()) {
      return null;
    }
    Cmd.Cut cut = cmd.cut(rest);
    rest = cut.rest();
    return cut.word();
  }

  private HeaderRule rule() throws DirectiveException {
    String field = word();
    String name = field == null ? "" : field;
    String second = word();
    String third = word();
    String fourth = word();
    if (!rest.isEmpty()) {
      throw new DirectiveException(cmd.directive().name() + " has too many arguments");
    }
    return switch (action) {
      case "edit", "edit*" -> edit(name, second, third, fourth);
      case "unset" -> {
        When when = when(only(second, third, fourth, "header unset takes two arguments"));
        yield rule(new Change.Unset(plain(name)), when);
      }
      case "echo" -> echo(name, only(second, third, fourth, "Header echo takes two arguments"));
      case "add", "set", "setifempty", "append", "merge", "note" ->
          valued(name, second, third, fourth);
      default -> throw new DirectiveException(ACTIONS);
    };
  }

  private HeaderRule rule(Change change, When when) {
    return new HeaderRule(change, when.early, when.condition, cmd.position());
  }

  /** The one word that may follow a field that takes no value: a condition. */
  private static @Nullable String only(
      @Nullable String second, @Nullable String third, @Nullable String fourth, String tooMany)
      throws DirectiveException {
    if (fourth != null) {
      throw new DirectiveException("Too many arguments to directive");
    }
    if (third != null) {
      throw new DirectiveException(tooMany);
    }
    return second;
  }

  private HeaderRule echo(String pattern, @Nullable String condition) throws DirectiveException {
    if (table == Table.REQUEST) {
      throw new DirectiveException("Header echo only valid on Header directives");
    }
    Regex regex = regex(pattern, "echo");
    return rule(new Change.Echo(regex), when(condition));
  }

  private HeaderRule edit(
      String name, @Nullable String pattern, @Nullable String text, @Nullable String condition)
      throws DirectiveException {
    if (pattern == null || text == null) {
      throw new DirectiveException("Header edit requires a match and a substitution");
    }
    Regex regex = regex(pattern, "edit");
    When when = when(condition);
    Replacement replacement = new Replacement(regex, value(text), action.equals("edit*"));
    return rule(new Change.Edit(plain(name), replacement), when);
  }

  private static Regex regex(String pattern, String action) throws DirectiveException {
    try {
      return Regexes.compile(pattern, false);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Header " + action + " regex could not be compiled" + Regexes.reason(e), e);
    }
  }

  private HeaderRule valued(
      String field, @Nullable String text, @Nullable String condition, @Nullable String more)
      throws DirectiveException {
    if (more != null) {
      throw new DirectiveException("Too many arguments to directive");
    }
    if (action.equals("note") && table == Table.REQUEST) {
      throw new DirectiveException("RequestHeader does not support the 'note' action");
    }
    if (text == null) {
      throw new DirectiveException(THREE);
    }
    When when = when(condition);
    String name = plain(field);
    Text value = value(text);
    Change change =
        switch (action) {
          case "add" -> new Change.Add(name, value);
          case "set" -> new Change.Set(name, value);
          case "setifempty" -> new Change.SetIfEmpty(name, value);
          case "append" -> new Change.Append(name, value);
          case "merge" -> new Change.Merge(name, value);
          default -> new Change.Note(name, value);
        };
    return rule(change, when);
  }

  /** The name up to a colon. */
  private static String plain(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private Text value(String text) throws DirectiveException {
    if (!text.startsWith(EXPR)) {
      return ValueFormat.parse(text);
    }
    try {
      Text expression =
          Expressions.text(text.substring(EXPR.length()), cmd, Expressions.Use.DOES_NOT_VARY);
      return ValueFormat.forgiving(expression);
    } catch (DirectiveException e) {
      throw new DirectiveException("Can't parse value expression : " + e.getMessage(), e);
    }
  }

  private When when(@Nullable String clause) throws DirectiveException {
    if (clause == null) {
      return When.ANY;
    }
    if (clause.equalsIgnoreCase("early")) {
      return When.EARLY;
    }
    if (begins(clause, EXPR)) {
      return new When(false, condition(clause.substring(EXPR.length())));
    }
    if (!begins(clause, ENV)) {
      throw new DirectiveException("Unknown parameter: " + clause);
    }
    String variable = clause.substring(ENV.length());
    boolean negated = variable.startsWith("!");
    String name = negated ? variable.substring(1) : variable;
    if (name.isEmpty()) {
      throw new DirectiveException(
          "error: missing environment variable name. envclause should be in the form env=envar");
    }
    return new When(false, x -> x.env().has(name) != negated);
  }

  private static boolean begins(String clause, String word) {
    return clause.regionMatches(true, 0, word, 0, word.length());
  }

  private Condition condition(String expression) throws DirectiveException {
    try {
      return Expressions.condition(expression, cmd, Expressions.Use.VARIES);
    } catch (DirectiveException e) {
      throw new DirectiveException("Can't parse envclause/expression: " + e.getMessage(), e);
    }
  }
}
