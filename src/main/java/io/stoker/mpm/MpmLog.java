package io.stoker.mpm;

import io.stoker.api.LogMessage;
import org.jspecify.annotations.Nullable;

/** The error log of the main server, which knows its LogLevel. */
@FunctionalInterface
public interface MpmLog {

  void write(LogMessage message, Object... args);

  /**
   * What a module has to say of a child, which may be before the child's configuration is served.
   *
   * @param cause whose words stand in front, or null
   */
  default void ofModule(@Nullable Throwable cause, LogMessage message, Object... args) {
    write(message, args);
  }
}
