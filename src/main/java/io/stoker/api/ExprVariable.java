package io.stoker.api;

import org.jspecify.annotations.Nullable;

/** A variable of the expression language that a module adds, such as {@code %{HTTPS}}. */
@FunctionalInterface
public interface ExprVariable {
  ExtensionPoint<ExprVariable> POINT = ExtensionPoint.of("expression variable");

  /** The value for this request; null reads as empty. */
  @Nullable String value(Exchange x);
}
