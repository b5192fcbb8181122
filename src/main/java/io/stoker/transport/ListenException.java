package io.stoker.transport;

import org.jspecify.annotations.Nullable;

/** A socket that could not be opened; the message is httpd's, one line or more. */
public final class ListenException extends Exception {
  private static final long serialVersionUID = 1L;

  ListenException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
