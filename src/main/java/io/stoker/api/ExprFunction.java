package io.stoker.api;

import org.jspecify.annotations.Nullable;

/** A string function of the expression language that a module adds. */
@FunctionalInterface
public interface ExprFunction {
  ExtensionPoint<ExprFunction> POINT = ExtensionPoint.of("expression function");

  /** The value for this request and argument; null reads as empty. */
  @Nullable String apply(Exchange x, String argument);
}
