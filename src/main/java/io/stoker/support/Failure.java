package io.stoker.support;

/** A program cannot go on: what it says on standard error, and its exit status. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * The end of a program.
   *
   * @param message without line feed at its end; empty for none
   */
  public Failure(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** Says what is wrong; gives the exit status. */
  public int tell(Terminal terminal) {
    String message = String.valueOf(getMessage());
    if (!message.isEmpty()) {
      terminal.err().println(message);
    }
    return status;
  }
}
