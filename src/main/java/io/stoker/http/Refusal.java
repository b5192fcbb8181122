package io.stoker.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not taken.
 *
 * @param status of the reply
 * @param diagnostics lines for the error log, in order
 * @param notes what the error page adds for the user (httpd's error-notes, HTML), null for nothing
 */
public record Refusal(int status, List<Diagnostic> diagnostics, @Nullable String notes) {
  public Refusal {
    diagnostics = List.copyOf(diagnostics);
  }

  static Refusal of(int status, Diagnostic.Level level, String id, String text) {
    return new Refusal(status, List.of(new Diagnostic(level, id, text)), null);
  }

  static Refusal debug(int status, String id, String text) {
    return of(status, Diagnostic.Level.DEBUG, id, text);
  }

  /** Refused without a word in the log. */
  static Refusal silent(int status) {
    return new Refusal(status, List.of(), null);
  }
}
