package io.stoker.api;

/** A directive that cannot be accepted. The message is httpd's words where httpd has words. */
public final class DirectiveException extends Exception {

  private static final long serialVersionUID = 1L;

  public DirectiveException(String message) {
    super(message);
  }

  public DirectiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
