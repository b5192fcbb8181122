package io.stoker.api;

/**
 * A module's configuration at one level: immutable, with {@code null} for what was not said.
 *
 * @param <C> the implementing type
 */
public interface Mergeable<C> {

  /** This configuration laid over {@code parent}: what is said here wins. */
  C over(C parent);
}
