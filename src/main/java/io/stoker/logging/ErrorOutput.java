package io.stoker.logging;

import io.stoker.api.LogLevel;

/** Where the lines of one error log go. */
interface ErrorOutput {

  /** Writes a line, which has no end yet. */
  void write(LogLevel level, String line);

  /** Whether the time is put in front by the one who gets the line. */
  default boolean stampsTime() {
    return false;
  }

  /** Opens the file again, for rotation. */
  default void reopen() {}

  default void close() {}
}
