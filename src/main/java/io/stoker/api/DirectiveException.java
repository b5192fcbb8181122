package io.stoker.api;

import org.jspecify.annotations.Nullable;

/** A directive that cannot be accepted. The message is httpd's words where httpd has words. */
public final class DirectiveException extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable String programError;

  public DirectiveException(String message) {
    super(message);
    programError = null;
  }

  public DirectiveException(String message, Throwable cause) {
    super(message, cause);
    programError = null;
  }

  private DirectiveException(String id, String message) {
    super(message);
    programError = id;
  }

  /**
   * What httpd does not blame on a line: it prints {@code AH00543: httpd: bad user name x} and
   * ends.
   */
  public static DirectiveException ofProgram(String id, String message) {
    return new DirectiveException(id, message);
  }

  /** The id of a message that is printed behind the program's name and without a line; or null. */
  public @Nullable String programError() {
    return programError;
  }
}
