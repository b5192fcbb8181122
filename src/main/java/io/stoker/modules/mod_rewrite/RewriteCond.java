package io.stoker.modules.mod_rewrite;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.Where;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition, compiled.
 *
 * @param input what is tested; of no account for an expression
 * @param written the same as it was written
 * @param pattern as it was written and the log shows it
 * @param test what it is tested for
 * @param negated whether it must not hold
 * @param noCase as the log shows it
 * @param or whether the next condition may hold instead
 * @param noVary whether the reply is not said to vary by what this reads
 * @param at its line
 */
record RewriteCond(
    Template input,
    String written,
    String pattern,
    CondTest test,
    boolean negated,
    boolean noCase,
    boolean or,
    boolean noVary,
    Position at) {

  private static final LogMessage NO_CASE_IGNORED =
      LogMessage.warn(
          "rewrite",
          "AH00665",
          "RewriteCond: NoCase option for non-regex pattern '%s' is not supported and will be"
              + " ignored. (%s:%d)");

  /**
   * Reads the line of a RewriteCond.
   *
   * @throws DirectiveException in httpd's words
   */
  static RewriteCond read(Cmd cmd, String line) throws DirectiveException {
    RuleLine cut = RuleLine.cut(line);
    if (cut == null) {
      throw new DirectiveException("RewriteCond: bad argument line '" + line + "'");
    }
    boolean noCase = false;
    boolean or = false;
    boolean noVary = false;
    for (RuleLine.Flag flag : flags(cut.flags())) {
      switch (flag.name().toLowerCase(Locale.ROOT)) {
        case "nc", "nocase" -> noCase = true;
        case "or", "ornext" -> or = true;
        case "nv", "novary" -> noVary = true;
        default -> throw new DirectiveException("RewriteCond: unknown flag '" + flag.name() + "'");
      }
    }
    boolean negated = cut.second().startsWith("!");
    String pattern = negated ? cut.second().substring(1) : cut.second();
    CondTest test = test(cmd, cut, pattern, noCase, noVary);
    if (noCase && !(test instanceof CondTest.Matches) && !(test instanceof CondTest.Compares)) {
      String shown = test instanceof CondTest.Counts ? pattern.substring(3) : pattern;
      cmd.log(NO_CASE_IGNORED, shown, cmd.position().file(), cmd.position().line());
      noCase = false;
    }
    return new RewriteCond(
        Template.compile(cut.first()),
        cut.first(),
        cut.second(),
        test,
        negated,
        noCase,
        or,
        noVary,
        cmd.position());
  }

  private static List<RuleLine.Flag> flags(@Nullable String list) throws DirectiveException {
    if (list == null) {
      return List.of();
    }
    List<RuleLine.Flag> flags = RuleLine.flags(list);
    if (flags == null) {
      throw new DirectiveException("RewriteCond: bad flag delimiters");
    }
    return flags;
  }

  private static CondTest test(
      Cmd cmd, RuleLine cut, String pattern, boolean noCase, boolean noVary)
      throws DirectiveException {
    if (cut.first().equalsIgnoreCase("expr")) {
      return expression(cmd, pattern, noVary);
    }
    CondTest other = CondTest.ofOperator(pattern, noCase);
    if (other != null) {
      return other;
    }
    try {
      Regex regex = Regexes.compile(pattern, noCase);
      return new CondTest.Matches(regex);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "RewriteCond: cannot compile regular expression '" + pattern + "'" + Regexes.reason(e),
          e);
    }
  }

  private static CondTest expression(Cmd cmd, String text, boolean noVary)
      throws DirectiveException {
    Expressions.Use use = noVary ? Expressions.Use.DOES_NOT_VARY : Expressions.Use.VARIES;
    boolean restricted = cmd.where() == Where.HTACCESS;
    try {
      return new CondTest.Holds(
          Expressions.matching(text, cmd.extensions(), restricted, use), cmd.position());
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "RewriteCond: cannot compile expression"
              + (restricted ? " in htaccess context" : "")
              + " \""
              + text
              + "\" "
              + e.getMessage(),
          e);
    }
  }
}
