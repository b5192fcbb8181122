package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * One letter of LogFormat, such as {@code %I}. The offer's name is the letter, or {@code ^XX} for
 * httpd's three-character names.
 */
public interface LogItem {
  ExtensionPoint<LogItem> POINT = ExtensionPoint.exact("log item");

  /** A letter with its argument, compiled. */
  @FunctionalInterface
  interface Value {
    /** The text for the line, or null for {@code -}; to be escaped by the provider. */
    @Nullable String of(Exchange x);
  }

  /** Compiles {@code %{argument}X}; the argument is empty where there is none. */
  Value compile(String argument) throws DirectiveException;

  /** Whether it speaks of the first request of a chain of internal redirects (else of the last). */
  default boolean wantsOriginal() {
    return false;
  }
}
