package io.stoker.mpm;

/** A connection as the child sees it that it was given to. Called from any thread. */
public interface Occupant {

  /** The child retires: a connection that does nothing should go to another one. */
  void childRetires();

  /** The child's time is up: the connection is to be closed whatever it does. */
  void cutOff();
}
