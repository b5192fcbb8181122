package io.stoker.config;

import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/** Where messages about a configuration go while it is read. */
@FunctionalInterface
interface MessageLog {
  void log(
      LogMessage message, @Nullable Throwable cause, @Nullable Position position, Object... args);
}
