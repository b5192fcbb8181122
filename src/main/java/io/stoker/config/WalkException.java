package io.stoker.config;

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

  Position at() {
    return at;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
