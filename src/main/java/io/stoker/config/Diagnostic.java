package io.stoker.config;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.http.Escapes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message about a configuration.
 *
 * @param level how bad it is; a configuration with a message of level error from the loader itself
 *     is refused
 * @param module log name of the module that says it
 * @param text the message with its id; several lines where httpd prints several
 * @param position where the configuration gave rise to it, where one place did
 */
public record Diagnostic(LogLevel level, String module, String text, @Nullable Position position) {

  /** Messages that httpd prints to the terminal without time, module and process. */
  private static final Set<String> BARE =
      Set.of(
          "AH00014", "AH00015", "AH00016", "AH00112", "AH00526", "AH00534", "AH00543", "AH00544",
          "AH00548", "AH00558", "AH01624", "AH02291", "AH02297");

  static Diagnostic of(
      LogMessage message, @Nullable Throwable cause, @Nullable Position position, Object... args) {
    String reason = cause == null ? "" : SystemErrors.words(cause) + ": ";
    return new Diagnostic(
        message.level(), message.module(), reason + message.format(args), position);
  }

  static Diagnostic fatal(String text, @Nullable Position position) {
    return new Diagnostic(LogLevel.CRIT, "core", text, position);
  }

  public boolean isFatal() {
    return level == LogLevel.CRIT;
  }

  /**
   * Whether httpd prints it as it stands; others come with a time and {@code [module:level]} in
   * front.
   */
  public boolean isBare() {
    return isFatal() || BARE.contains(id(text)) || isMpmWarning(text);
  }

  /** The id that a text begins with, behind the system's words if there are any. */
  private static String id(String text) {
    int colon = text.startsWith("(") ? text.indexOf(": AH") : -1;
    int at = colon < 0 ? 0 : colon + 2;
    return text.substring(at, Math.min(text.length(), at + 7));
  }

  private static boolean isMpmWarning(String text) {
    return text.startsWith("AH0") && text.startsWith(": WARNING: ", 7);
  }

  /** The text as a terminal shows it: AH00526 on two lines, all else escaped on one. */
  public String terminal() {
    int lineFeed = text.startsWith("AH00526: ") ? text.indexOf('\n') : -1;
    return lineFeed < 0
        ? Escapes.errorLogItem(text)
        : Escapes.errorLogItem(text.substring(0, lineFeed))
            + "\n"
            + Escapes.errorLogItem(text.substring(lineFeed + 1));
  }

  @Override
  public String toString() {
    return terminal();
  }
}
