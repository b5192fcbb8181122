package io.stoker.http;

/**
 * A line for the error log, worded as httpd words it.
 *
 * @param module whose line it is, by its log name
 * @param level how grave
 * @param id httpd's number ({@code AH03445}), empty where httpd gives none
 * @param text the message, not yet escaped for the log
 */
public record Diagnostic(String module, Level level, String id, String text) {

  /** A line of the core. */
  public Diagnostic(Level level, String id, String text) {
    this("core", level, id, text);
  }

  /** Levels of LogLevel, as far as this package needs them. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** A line of level debug. */
  static Diagnostic debug(String id, String text) {
    return new Diagnostic(Level.DEBUG, id, text);
  }

  /** A line of level info. */
  static Diagnostic info(String id, String text) {
    return new Diagnostic(Level.INFO, id, text);
  }

  /** {@code AH03445: text}, or the text alone. */
  @Override
  public String toString() {
    return id.isEmpty() ? text : id + ": " + text;
  }
}
