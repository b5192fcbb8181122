package io.stoker.mpm;

import io.stoker.api.LogMessage;

/** The error log of the main server, which knows its LogLevel. */
@FunctionalInterface
public interface MpmLog {

  void write(LogMessage message, Object... args);
}
