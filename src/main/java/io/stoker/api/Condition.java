package io.stoker.api;

/** A boolean expression over a request, ready to be asked. */
@FunctionalInterface
public interface Condition {
  boolean test(Exchange x);
}
