package io.stoker.modules.mod_authz_core;

import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Requirement;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Cmd;
import io.stoker.api.Condition;
import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Extension;
import io.stoker.api.SlotValues;
import io.stoker.expr.Expressions;
import io.stoker.http.Methods;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The providers of mod_authz_core: {@code all}, {@code env}, {@code method}, {@code expr}. */
final class Providers {

  private Providers() {}

  static final List<Extension<?>> OFFERED =
      List.of(
          AuthzProvider.POINT.offer("all", (words, cmd) -> all(words)),
          AuthzProvider.POINT.offer("env", Providers::env),
          AuthzProvider.POINT.offer("method", Providers::method),
          AuthzProvider.POINT.offer("expr", Providers::expr));

  private static Verdict verdict(boolean granted) {
    return granted ? Verdict.GRANTED : Verdict.DENIED;
  }

  private static Requirement all(String words) throws DirectiveException {
    if (words.equalsIgnoreCase("granted")) {
      return x -> Verdict.GRANTED;
    }
    if (words.equalsIgnoreCase("denied")) {
      return x -> Verdict.DENIED;
    }
    throw new DirectiveException("Argument for 'Require all' must be 'granted' or 'denied'");
  }

  private static Requirement env(String words, Cmd cmd) {
    List<String> names = words(words, cmd);
    return x -> verdict(names.stream().anyMatch(x.env()::has));
  }

  private static Requirement method(String words, Cmd cmd) throws DirectiveException {
    Set<String> methods = new HashSet<>();
    for (String method : words(words, cmd)) {
      if (!Methods.isKnown(method) && !cmd.getMain(Core.REGISTERED_METHODS).contains(method)) {
        throw new DirectiveException("Invalid Method '" + method + "'");
      }
      methods.add(numbered(method));
    }
    Set<String> wanted = Set.copyOf(methods);
    return x -> verdict(wanted.contains(numbered(x.method())));
  }

  /** HEAD has GET's number. */
  private static String numbered(String method) {
    return method.equals(Methods.HEAD) ? Methods.GET : method;
  }

  private static Requirement expr(String words, Cmd cmd) throws DirectiveException {
    boolean quoted = words.length() > 1 && words.startsWith("\"") && words.endsWith("\"");
    String text = quoted ? words.substring(1, words.length() - 1) : words;
    List<String> variables = new ArrayList<>();
    Condition condition;
    try {
      condition = Expressions.condition(text, cmd, Expressions.Use.VARIES, variables::add);
    } catch (DirectiveException e) {
      throw new DirectiveException("Cannot parse expression in require line: " + e.getMessage(), e);
    }
    Verdict otherwise =
        variables.stream().anyMatch("REMOTE_USER"::equalsIgnoreCase)
            ? Verdict.DENIED_NO_USER
            : Verdict.DENIED;
    return x -> condition.test(x) ? Verdict.GRANTED : otherwise;
  }

  /** The words up to the first that is empty, where httpd stops reading. */
  private static List<String> words(String text, Cmd cmd) {
    List<String> words = cmd.words(text);
    int empty = words.indexOf("");
    return empty < 0 ? words : words.subList(0, empty);
  }

  /** A provider whose question is asked under a configuration of its own. */
  static AuthzProvider alias(Requirement requirement, SlotValues values) {
    return (words, cmd) -> x -> x.under(values, () -> requirement.check(x));
  }
}
