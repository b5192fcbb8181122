package io.stoker.api;

/**
 * One message of the error log, declared once as a constant beside the code that logs it.
 *
 * @param module the module's log name ({@code authz_core}), which LogLevel can single out
 * @param id stable id in front of the text: httpd's {@code AH…} where httpd says the same, else
 *     {@code STK…}; empty for the few messages without one
 * @param level severity
 * @param text {@link java.util.Formatter} template
 */
public record LogMessage(String module, String id, LogLevel level, String text) {

  public static LogMessage error(String module, String id, String text) {
    return new LogMessage(module, id, LogLevel.ERROR, text);
  }

  public static LogMessage warn(String module, String id, String text) {
    return new LogMessage(module, id, LogLevel.WARN, text);
  }

  public static LogMessage info(String module, String id, String text) {
    return new LogMessage(module, id, LogLevel.INFO, text);
  }

  public static LogMessage debug(String module, String id, String text) {
    return new LogMessage(module, id, LogLevel.DEBUG, text);
  }

  /** The line's text: id, colon, and the template filled in. */
  public String format(Object... args) {
    String filled = args.length == 0 ? text : String.format(java.util.Locale.ROOT, text, args);
    return id.isEmpty() ? filled : id + ": " + filled;
  }
}
