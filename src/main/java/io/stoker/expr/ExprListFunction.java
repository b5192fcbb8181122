package io.stoker.expr;

import io.stoker.api.Exchange;
import io.stoker.api.ExtensionPoint;
import java.util.List;

/** A function of the expression language that gives a list, for {@code -in}. */
@FunctionalInterface
public interface ExprListFunction {
  ExtensionPoint<ExprListFunction> POINT = ExtensionPoint.of("expression list function");

  List<String> apply(Exchange x, String argument);
}
