package io.stoker.api;

/**
 * How long a client may take to send what it owes, as mod_reqtimeout made it of RequestReadTimeout.
 *
 * <p>Source: httpd manual, "mod_reqtimeout".
 */
public record ReadTimeouts(Stage handshake, Stage header, Stage body) {

  /**
   * The limit of one part.
   *
   * @param seconds at first; 0 for no limit
   * @param most seconds however much it sends; 0 for any time
   * @param minRate bytes that give it a second more; 0 where nothing does
   */
  public record Stage(long seconds, long most, long minRate) {

    /** No limit. */
    public static final Stage NONE = new Stage(0, 0, 0);
  }

  /** No limits: without mod_reqtimeout only Timeout holds. */
  public static final ReadTimeouts NONE = new ReadTimeouts(Stage.NONE, Stage.NONE, Stage.NONE);

  public static final Slot<ReadTimeouts> SLOT = Slot.server("read timeouts", NONE);
}
