package io.stoker.logging;

import io.stoker.api.LogMessage;
import org.jspecify.annotations.Nullable;

/** Where a log says what is wrong with it. */
@FunctionalInterface
interface Complaints {
  void say(@Nullable Throwable cause, LogMessage message, Object... args);
}
