package io.stoker.runtime.view;

import org.jspecify.annotations.Nullable;

/**
 * A file of a configuration.
 *
 * @param path absolute
 * @param includedFrom the file whose Include brought it; null for the main file
 * @param line of that Include; 0 for the main file
 * @param bytes as it was read
 * @param state what has become of it since
 * @param isWritable whether this process may replace it
 */
public record ConfigFile(
    String path,
    @Nullable String includedFrom,
    int line,
    int bytes,
    State state,
    boolean isWritable) {

  /** A file on disk beside what was read. */
  public enum State {
    SAME,
    CHANGED,
    MISSING
  }
}
