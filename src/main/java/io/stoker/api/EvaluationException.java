package io.stoker.api;

/**
 * An expression that cannot be evaluated for a request, such as {@code file('/nowhere')}; thrown by
 * {@link Text#eval} and {@link Condition#test}. A hook that has no answer of its own lets it pass,
 * and the request is answered with 500.
 */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, in httpd's words
   */
  public EvaluationException(String message) {
    super(message, null, false, false);
  }

  /** Why, in httpd's words. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
