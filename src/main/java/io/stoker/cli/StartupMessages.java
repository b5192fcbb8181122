package io.stoker.cli;

import io.stoker.api.LogLevel;
import io.stoker.config.Diagnostic;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Prints what a configuration gave rise to as httpd does before its logs are open: most messages
 * with time, module and process in front, errors of the configuration as they stand.
 */
public final class StartupMessages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss.SSSSSS yyyy", Locale.ROOT);

  private final PrintStream out;
  private final LogLevel threshold;

  /**
   * @param threshold least severe level to show; {@code -e} sets it, warn otherwise
   */
  public StartupMessages(PrintStream out, LogLevel threshold) {
    this.out = out;
    this.threshold = threshold;
  }

  public void print(List<Diagnostic> diagnostics) {
    for (Diagnostic d : diagnostics) {
      // As in httpd no level is too high for a notice.
      if (d.level() == LogLevel.NOTICE || d.level().passes(threshold)) {
        out.println(d.isBare() ? d.terminal() : prefix(d) + d.terminal());
      }
    }
    out.flush();
  }

  private static String prefix(Diagnostic d) {
    long pid = ProcessHandle.current().pid();
    return "["
        + TIME.format(LocalDateTime.now())
        + "] ["
        + d.module()
        + ":"
        + d.level().word()
        + "] [pid "
        + pid
        + ":tid "
        + pid
        + "] ";
  }
}
