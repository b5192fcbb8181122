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

    /**
     * How it is written for requests that are answered from a plan. Null, the default, says that it
     * is the same for all of them: then {@link #of} is asked once, before anything is sent, and
     * what it reads through the exchange becomes a condition of the plan. What can be done neither
     * way is told to {@link Exchange#unplannable}.
     *
     * @param first the request that the plan is made of, not to be read but for configuration
     */
    default @Nullable HitValue forHits(Exchange first) {
      return null;
    }

    /** The same value, which is written as {@code hits} does for requests answered from a plan. */
    default Value live(HitValue hits) {
      Value normal = this;
      return new Value() {
        @Override
        public @Nullable String of(Exchange x) {
          return normal.of(x);
        }

        @Override
        public HitValue forHits(Exchange first) {
          return hits;
        }
      };
    }
  }

  /** Compiles {@code %{argument}X}; the argument is empty where there is none. */
  Value compile(String argument) throws DirectiveException;

  /** Whether it speaks of the first request of a chain of internal redirects (else of the last). */
  default boolean wantsOriginal() {
    return false;
  }
}
