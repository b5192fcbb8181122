package io.stoker.modules.mod_setenvif;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Slot;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import java.util.List;

/** mod_setenvif: variables that depend on what the client sent, early in the request. */
@AutoService(HttpdModule.class)
public final class ModSetenvif implements HttpdModule {

  /** Said at server level: applied as soon as the request was read. */
  static final Slot<List<Rule>> SERVER_RULES =
      Slot.server("SetEnvIf (server)", List.of(), Core::append);

  /** Said in sections and .htaccess: applied when these are merged. */
  static final Slot<List<Rule>> RULES = Slot.directory("SetEnvIf", List.of(), Core::append);

  @Override
  public String name() {
    return "mod_setenvif";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("SetEnvIf")
            .help("a header field or attribute, a regular expression and variables to set")
            .apply(
                Directive.Arity.WORDS,
                "attribute regex [!]env[=value]...",
                (cmd, args) -> setEnvIf(cmd, args, false)),
        row("SetEnvIfNoCase")
            .help("a header field or attribute, a regular expression and variables to set")
            .apply(
                Directive.Arity.WORDS,
                "attribute regex [!]env[=value]...",
                (cmd, args) -> setEnvIf(cmd, args, true)),
        row("BrowserMatch")
            .help("a regular expression for the User-Agent field and variables to set")
            .apply(
                Directive.Arity.WORDS,
                "regex [!]env[=value]...",
                (cmd, args) -> add(cmd, USER_AGENT, args, false)),
        row("BrowserMatchNoCase")
            .help("a regular expression for the User-Agent field and variables to set")
            .apply(
                Directive.Arity.WORDS,
                "regex [!]env[=value]...",
                (cmd, args) -> add(cmd, USER_AGENT, args, true)),
        row("SetEnvIfExpr")
            .help("an expression and variables to set")
            .apply(
                Directive.Arity.WORDS,
                "expression [!]env[=value]...",
                (cmd, args) -> setEnvIfExpr(cmd, args)));
  }

  private static final Attribute USER_AGENT = new Attribute.Field("User-Agent");

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static void setEnvIf(Cmd cmd, List<String> args, boolean ignoreCase)
      throws DirectiveException {
    if (args.isEmpty()) {
      throw new DirectiveException("Missing header-field name for " + cmd.directive().name());
    }
    add(cmd, Attribute.parse(args.get(0)), args.subList(1, args.size()), ignoreCase);
  }

  private static void add(Cmd cmd, Attribute attribute, List<String> args, boolean ignoreCase)
      throws DirectiveException {
    String name = cmd.directive().name();
    if (args.isEmpty() || args.get(0).isEmpty()) {
      throw new DirectiveException("Missing regular expression for " + name);
    }
    Regex regex;
    try {
      regex = Regexes.compile(args.get(0), ignoreCase);
    } catch (DirectiveException e) {
      throw new DirectiveException(name + " regex could not be compiled." + Regexes.reason(e), e);
    }
    append(cmd, new Rule.Match(attribute, regex, assignments(cmd, args), cmd.position()));
  }

  private static void setEnvIfExpr(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.isEmpty()) {
      throw new DirectiveException("Missing expression for " + cmd.directive().name());
    }
    Expressions.Matching condition;
    try {
      condition =
          Expressions.matching(
              args.get(0),
              cmd.extensions(),
              cmd.where() == HTACCESS,
              Expressions.Use.DOES_NOT_VARY);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Could not parse expression \"" + args.get(0) + "\": " + e.getMessage(), e);
    }
    append(cmd, new Rule.Expr(condition, assignments(cmd, args), cmd.position()));
  }

  private static List<Assignment> assignments(Cmd cmd, List<String> args)
      throws DirectiveException {
    if (args.size() < 2) {
      throw new DirectiveException("Missing envariable expression for " + cmd.directive().name());
    }
    return args.subList(1, args.size()).stream().map(Assignment::parse).toList();
  }

  private static void append(Cmd cmd, Rule rule) {
    cmd.update(
        cmd.path() == null ? SERVER_RULES : RULES, rules -> Core.append(List.of(rule), rules));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.POST_READ_REQUEST, x -> applyAll(x.config(SERVER_RULES), x)),
        Hook.on(Phase.HEADER_PARSER, x -> applyAll(x.config(RULES), x)));
  }

  private static Outcome applyAll(List<Rule> rules, Exchange x) {
    for (Rule rule : rules) {
      rule.applyTo(x);
    }
    return Outcome.DECLINED;
  }
}
