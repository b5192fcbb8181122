package io.stoker.mpm;

/** No child could be started: a module refused. */
public final class ChildStartException extends Exception {

  private static final long serialVersionUID = 1L;

  ChildStartException(String message) {
    super(message);
  }
}
