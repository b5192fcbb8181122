package io.stoker.config;

import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/** What stops the reading of a file, before its directives are looked at. */
public final class ReadException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Position at;

  ReadException(String message, @Nullable Position at) {
    super(message, null, false, false);
    this.at = at;
  }

  /** The line to blame; null to blame the directive that is being carried out. */
  @Nullable Position at() {
    return at;
  }

  /** What is wrong. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  ReadException orAt(Position other) {
    return at == null ? new ReadException(text(), other) : this;
  }

  /** {@code Syntax error on line N of FILE: …}, to be blamed on whoever reads that file. */
  ReadException inFile() {
    return at == null
        ? this
        : new ReadException(
            "Syntax error on line " + at.line() + " of " + at.file() + ": " + text(), null);
  }
}
