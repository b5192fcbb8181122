package io.stoker.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The levels of LogLevel, most severe first; the order is httpd's. */
public enum LogLevel {
  EMERG,
  ALERT,
  CRIT,
  ERROR,
  WARN,
  NOTICE,
  INFO,
  DEBUG,
  TRACE1,
  TRACE2,
  TRACE3,
  TRACE4,
  TRACE5,
  TRACE6,
  TRACE7,
  TRACE8;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As configuration and log lines write it: {@code warn}. */
  public String word() {
    return word;
  }

  /** 0 for emerg to 7 for debug, as in syslog, and on to 15 for trace8. */
  public int number() {
    return ordinal();
  }

  /** Whether a message of this level passes where {@code threshold} is configured. */
  public boolean passes(LogLevel threshold) {
    return ordinal() <= threshold.ordinal();
  }

  /** The level of that word in any case, or null. */
  public static @Nullable LogLevel ofWord(String word) {
    for (LogLevel level : values()) {
      if (level.word.equalsIgnoreCase(word)) {
        return level;
      }
    }
    return null;
  }
}
