package io.stoker.modules.mod_authz_core;

import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.modules.mod_authz_core.Rule.Group;
import io.stoker.modules.mod_authz_core.Rule.Requirement;

/** What rules say of a request. */
final class Decision {

  private static final LogMessage OTHER_METHODS =
      LogMessage.debug(
          "authz_core",
          "AH01625",
          "authorization result of %s: %s (directive limited to other methods)");
  private static final LogMessage RESULT =
      LogMessage.debug("authz_core", "AH01626", "authorization result of %s: %s");

  private Decision() {}

  static Verdict of(Group rules, Exchange x) throws Exception {
    return of(rules, true, x);
  }

  private static Verdict of(Rule rule, boolean insideAll, Exchange x) throws Exception {
    if (!rule.appliesTo(x.method())) {
      Verdict verdict = insideAll ? Verdict.GRANTED : Verdict.NEUTRAL;
      x.log(OTHER_METHODS, rule, word(verdict));
      return verdict;
    }
    Verdict verdict =
        switch (rule) {
          case Requirement r -> r.test().check(x);
          case Group g -> together(g, x);
        };
    if (verdict == Verdict.GENERAL_ERROR) {
      return verdict;
    }
    if (rule.isNegated()) {
      // That nothing forbids does not yet grant.
      verdict = verdict == Verdict.GRANTED ? Verdict.DENIED : Verdict.NEUTRAL;
    }
    x.log(RESULT, rule, word(verdict));
    return verdict;
  }

  private static Verdict together(Group group, Exchange x) throws Exception {
    Verdict decisive = group.isAll() ? Verdict.DENIED : Verdict.GRANTED;
    Verdict sum = Verdict.NEUTRAL;
    for (Rule rule : group.rules()) {
      Verdict one = of(rule, group.isAll(), x);
      if (one == decisive || one == Verdict.GENERAL_ERROR) {
        return one;
      }
      // That a user might change the outcome outweighs what is certain without one.
      if (one == Verdict.DENIED_NO_USER || (sum == Verdict.NEUTRAL && one != Verdict.NEUTRAL)) {
        sum = one;
      }
    }
    return sum;
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case GRANTED -> "granted";
      case DENIED -> "denied";
      case NEUTRAL -> "neutral";
      case DENIED_NO_USER -> "denied (no authenticated user yet)";
      case GENERAL_ERROR -> "general error";
    };
  }
}
