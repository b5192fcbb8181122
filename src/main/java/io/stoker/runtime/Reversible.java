package io.stoker.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What came of a change.
 *
 * @param undo the way back; null where nothing was changed
 */
public record Reversible(Change change, @Nullable Undo undo) {

  /** Takes a change back, unless somebody else has changed its files since. */
  @FunctionalInterface
  public interface Undo {
    /** What came of it. */
    Change run(Cause cause);
  }
}
