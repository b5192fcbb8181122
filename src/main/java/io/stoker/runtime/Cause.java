package io.stoker.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Why a configuration is taken, for the log and the history.
 *
 * @param who the user, or the signal's name
 * @param signal the signal that it was, for httpd's words; null for all else
 * @param from the address that a user asked from; null where it is not known
 */
public record Cause(How how, String who, @Nullable ServerSignal signal, @Nullable String from) {

  /** The ways to have a configuration taken. */
  public enum How {
    START("start"),
    SIGNAL("signal"),
    FILE_WATCH("file watch"),
    REST("REST"),
    ROLLBACK("rollback"),
    REVERT("revert");

    private final String word;

    How(String word) {
      this.word = word;
    }

    /** As the log and the history write it. */
    public String word() {
      return word;
    }
  }

  /** The server was started. */
  static final Cause START = new Cause(How.START, "stoker", null, null);

  /** Files have changed. */
  static final Cause FILE_WATCH = new Cause(How.FILE_WATCH, "stoker", null, null);

  /** A signal, whoever sent it. */
  public static Cause of(ServerSignal signal) {
    return new Cause(How.SIGNAL, "SIG" + signal.signal(), signal, null);
  }

  /** A user of the management plane. */
  public static Cause rest(String user) {
    return rest(user, null);
  }

  /** A user of the management plane, with the address that was asked from. */
  public static Cause rest(String user, @Nullable String from) {
    return new Cause(How.REST, user, null, from);
  }

  /** A user who goes back to a former configuration. */
  public static Cause rollback(String user) {
    return rollback(user, null);
  }

  /** The same with the address that was asked from. */
  public static Cause rollback(String user, @Nullable String from) {
    return new Cause(How.ROLLBACK, user, null, from);
  }

  /** A change on trial is taken back; {@code who} says by whom, or that nobody confirmed it. */
  public static Cause revert(String who, @Nullable String from) {
    return new Cause(How.REVERT, who, null, from);
  }

  @Override
  public String toString() {
    return how.word() + " (" + who + ")";
  }
}
