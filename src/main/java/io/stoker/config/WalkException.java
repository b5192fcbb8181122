package io.stoker.config;

import io.stoker.api.DirectiveException;
import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/** A directive that is refused when the tree is walked. */
final class WalkException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Position at;

  WalkException(String message, Position at, @Nullable Throwable cause) {
    super(message, cause);
    this.at = at;
  }

  /** What goes in front where httpd does not blame the line but the program; else null. */
  @Nullable String programError() {
    return getCause() instanceof DirectiveException e ? e.programError() : null;
  }

  Position at() {
    return at;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
