package io.stoker.api;

import java.io.IOException;

/**
 * A filter cannot go on, and has said in the log why: the reply becomes a 500, or ends where it is.
 */
public final class FilterFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for whoever reads a stack trace
   */
  public FilterFailure(String message) {
    super(message);
  }
}
