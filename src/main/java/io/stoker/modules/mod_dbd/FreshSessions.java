package io.stoker.modules.mod_dbd;

/** DBDPersist Off: a connection for each question. */
record FreshSessions(DbdSource source) implements Sessions {

  @Override
  public Session take() throws OpenException {
    return Session.open(source);
  }

  @Override
  public void giveBack(Session session) {
    session.close();
  }

  @Override
  public void fill() {
    // Nothing is kept.
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
