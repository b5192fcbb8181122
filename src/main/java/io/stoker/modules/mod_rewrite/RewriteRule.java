package io.stoker.modules.mod_rewrite;

import io.stoker.api.DirectiveException;
import io.stoker.api.Position;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.modules.mod_rewrite.RuleFlags.Flag;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule, compiled.
 *
 * @param negated whether it applies to what the pattern does not match
 * @param output the substitution as written
 * @param target the same, compiled
 * @param dropsQuery whether the substitution ended with a question mark and nothing after it
 * @param conditions what else must hold
 * @param escaping how groups are escaped in the substitution; null for not at all
 * @param status of a redirect, or the forced one
 * @param skip how many rules to skip when this one applies
 * @param rounds how often to begin anew
 * @param writtenFlags its flags as written, without brackets
 * @param at its line
 */
record RewriteRule(
    Regex regex,
    boolean negated,
    String output,
    Template target,
    boolean dropsQuery,
    List<RewriteCond> conditions,
    Set<Flag> flags,
    @Nullable GroupEscape escaping,
    List<Template> env,
    List<Template> cookies,
    @Nullable Template type,
    @Nullable Template handler,
    int status,
    int skip,
    int rounds,
    String writtenFlags,
    Position at) {

  /**
   * Reads the line of a RewriteRule.
   *
   * @throws DirectiveException in httpd's words, the directive's name included
   */
  static RewriteRule read(String line, List<RewriteCond> conditions, Position at)
      throws DirectiveException {
    RuleLine cut = RuleLine.cut(line);
    if (cut == null) {
      throw new DirectiveException("RewriteRule: bad argument line '" + line + "'");
    }
    RuleFlags flags;
    try {
      flags = RuleFlags.read(cut.flags());
    } catch (DirectiveException e) {
      throw new DirectiveException("RewriteRule: " + e.getMessage(), e);
    }
    return compile(cut, flags, conditions, at);
  }

  private static RewriteRule compile(
      RuleLine cut, RuleFlags flags, List<RewriteCond> conditions, Position at)
      throws DirectiveException {
    boolean negated = cut.first().startsWith("!");
    String pattern = negated ? cut.first().substring(1) : cut.first();
    boolean noCase = flags.flags.contains(Flag.NO_CASE);
    Regex regex;
    try {
      regex = Regexes.compile(pattern, noCase);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "RewriteRule: cannot compile regular expression '" + pattern + "'" + Regexes.reason(e),
          e);
    }
    String output = cut.second();
    if (output.equals("-")) {
      flags.flags.add(Flag.NO_SUBSTITUTION);
    }
    boolean dropsQuery = output.endsWith("?") && !flags.flags.contains(Flag.QUERY_APPEND);
    if (dropsQuery) {
      output = output.substring(0, output.length() - 1);
    }
    return new RewriteRule(
        regex,
        negated,
        output,
        Template.compile(output),
        dropsQuery,
        conditions,
        Collections.unmodifiableSet(EnumSet.copyOf(flags.flags)),
        GroupEscape.of(flags),
        flags.env.stream().map(Template::compile).toList(),
        flags.cookies.stream().map(Template::compile).toList(),
        flags.type == null ? null : Template.compile(flags.type),
        flags.handler == null ? null : Template.compile(flags.handler),
        flags.status,
        flags.skip,
        flags.rounds,
        bare(cut.flags()),
        at);
  }

  private static String bare(@Nullable String list) {
    return list == null ? "" : list.substring(1, list.length() - 1);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
