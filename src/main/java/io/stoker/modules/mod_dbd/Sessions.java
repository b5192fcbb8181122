package io.stoker.modules.mod_dbd;

/** Where sessions with a database come from and go to. */
sealed interface Sessions extends AutoCloseable permits KeptSessions, FreshSessions {

  /** One that is good, for one thread. */
  Session take() throws OpenException;

  /** Takes it back. */
  void giveBack(Session session);

  /** Makes those that are to be there before somebody asks. */
  void fill() throws OpenException;

  /** Those that are in use are closed when they come back. */
  @Override
  void close();
}
