package io.stoker.modules.mod_authz_core;

import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.modules.mod_authz_core.Rule.Group;
import io.stoker.modules.mod_authz_core.Rule.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    List<Position> reasons = x.witness() == null ? null : new ArrayList<>();
    Verdict verdict = of(rules, true, x, reasons);
    if (reasons != null) {
      reasons.forEach(x::decidedBy);
    }
    return verdict;
  }

  /**
   * What one rule says.
   *
   * @param reasons gets the lines that decided, for those who ask
   */
  private static Verdict of(
      Rule rule, boolean insideAll, Exchange x, @Nullable List<Position> reasons) throws Exception {
    if (!rule.appliesTo(x.method())) {
      Verdict verdict = insideAll ? Verdict.GRANTED : Verdict.NEUTRAL;
      x.log(OTHER_METHODS, rule, word(verdict));
      return verdict;
    }
    Verdict verdict =
        switch (rule) {
          case Requirement r -> {
            if (reasons != null) {
              reasons.add(r.at());
            }
            yield r.test().check(x);
          }
          case Group g -> together(g, x, reasons);
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

  private static Verdict together(Group group, Exchange x, @Nullable List<Position> reasons)
      throws Exception {
    Verdict decisive = group.isAll() ? Verdict.DENIED : Verdict.GRANTED;
    Verdict sum = Verdict.NEUTRAL;
    int before = reasons == null ? 0 : reasons.size();
    for (Rule rule : group.rules()) {
      int own = reasons == null ? 0 : reasons.size();
      Verdict one = of(rule, group.isAll(), x, reasons);
      if (one == decisive || one == Verdict.GENERAL_ERROR) {
        if (reasons != null) {
          reasons.subList(before, own).clear(); // what the others said is of no account
        }
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
