package io.stoker.api;

/**
 * What a worker slot is doing, with the letter that the scoreboard has for it.
 *
 * <p>Source: httpd manual, "mod_status", and what {@code /server-status} prints.
 */
public enum WorkerState {
  /** No child, or a slot that its retiring child will not use again. */
  DEAD('.'),
  STARTING('S'),
  READY('_'),
  /** Reads a request, with an MPM that keeps a slot for it. */
  READING('R'),
  WRITING('W'),
  /** Waits for another request on a kept connection, with an MPM that keeps a slot for it. */
  KEEPALIVE('K'),
  LOGGING('L'),
  DNS('D'),
  /** Lingers on a connection that is being closed, with an MPM that keeps a slot for it. */
  CLOSING('C'),
  /** Was the last to finish in a child that retires. */
  GRACEFUL('G'),
  IDLE_KILL('I');

  private static final WorkerState[] ALL = values();

  private final char letter;

  WorkerState(char letter) {
    this.letter = letter;
  }

  /** As in the scoreboard's string. */
  public char letter() {
    return letter;
  }

  /** The state with that ordinal. */
  public static WorkerState of(int ordinal) {
    return ALL[ordinal];
  }
}
