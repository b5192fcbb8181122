package io.stoker.modules.mod_headers;

import io.stoker.api.Condition;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;

/**
 * One Header or RequestHeader line.
 *
 * @param change what is done to the fields
 * @param isEarly whether it is done as soon as the request was read
 * @param condition asked before; one that cannot be evaluated does not stand in the way
 * @param at its line
 */
record HeaderRule(Change change, boolean isEarly, Condition condition, Position at) {

  /** Which fields a line is about. */
  enum Table {
    REQUEST,
    ALWAYS,
    ON_SUCCESS
  }

  private static final LogMessage IGNORED =
      LogMessage.error("headers", "AH01501", "Failed to evaluate expression (%s) - ignoring");

  void applyTo(Fields fields, Exchange x) {
    if (holds(x)) {
      x.decidedBy(at);
      change.applyTo(fields, x);
    }
  }

  private boolean holds(Exchange x) {
    try {
      return condition.test(x);
    } catch (EvaluationException e) {
      x.log(IGNORED, e.reason());
      return true;
    }
  }
}
