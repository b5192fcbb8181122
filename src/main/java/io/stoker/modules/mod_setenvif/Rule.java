package io.stoker.modules.mod_setenvif;

import io.stoker.api.Exchange;
import io.stoker.api.Position;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import java.util.List;

/** One line: a test and what to set when it holds. */
sealed interface Rule {

  void applyTo(Exchange x);

  /** {@code SetEnvIf attribute regex …}. */
  record Match(Attribute attribute, Regex regex, List<Assignment> assignments, Position at)
      implements Rule {
    @Override
    public void applyTo(Exchange x) {
      Regex.Match match = regex.find(attribute.of(x));
      if (match != null) {
        x.decidedBy(at);
        assignments.forEach(a -> a.applyTo(x, match));
      }
    }
  }

  /** {@code SetEnvIfExpr expression …}. */
  record Expr(Expressions.Matching condition, List<Assignment> assignments, Position at)
      implements Rule {
    @Override
    public void applyTo(Exchange x) {
      Expressions.Result result = condition.test(x);
      if (result.holds()) {
        x.decidedBy(at);
        assignments.forEach(a -> a.applyTo(x, result.lastMatch()));
      }
    }
  }
}
