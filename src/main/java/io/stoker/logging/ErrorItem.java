package io.stoker.logging;

import org.jspecify.annotations.Nullable;

/** One item of an error-log format. */
interface ErrorItem {

  /** What it says, null or empty for nothing. */
  @Nullable String of(ErrorEvent event);

  /** Text between items. */
  record Literal(String text) implements ErrorItem {
    @Override
    public String of(ErrorEvent event) {
      return text;
    }
  }
}
