package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * A child as modules see it: the place for what they keep once per child, such as pools, helper
 * processes and caches. {@link HttpdModule#childInit} puts it there; requests find it through their
 * {@link Connection#child}.
 */
public interface ChildContext {

  /** Its place in the scoreboard, from 0; another child may have it later. */
  int slot();

  /** Of the MPM when it was started, from 0. */
  long generation();

  /** What is kept under that key, or null. Any thread. */
  <T> @Nullable T get(Key<T> key);

  /** Keeps a value as long as the child lives. Any thread. */
  <T> void put(Key<T> key, T value);

  /** A message for the error log of the main server. Any thread. */
  void log(LogMessage message, Object... args);

  /** As {@link #log} with the system's words for an error in front: {@code (22)Invalid…: }. */
  void log(Throwable cause, LogMessage message, Object... args);
}
