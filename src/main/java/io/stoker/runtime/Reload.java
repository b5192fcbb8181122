package io.stoker.runtime;

import io.stoker.runtime.view.Finding;
import java.time.Instant;
import java.util.List;

/**
 * What came of reading the configuration again.
 *
 * @param generation what is served now: a new one, or the same as before
 * @param findings what there was to say; with the reason where it was not accepted
 */
public record Reload(
    Result result, Cause cause, Instant at, long generation, List<Finding> findings) {

  /** How it ended. */
  public enum Result {
    /** It is served. */
    ACCEPTED("accepted"),
    /** The configuration has an error, or what it names cannot be opened: all is as before. */
    REJECTED("rejected"),
    /** Something broke that no configuration should break: all is as before. */
    FAILED("failed");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** As meters and health write it. */
    public String word() {
      return word;
    }
  }

  /** Whether it is served. */
  public boolean isAccepted() {
    return result == Result.ACCEPTED;
  }
}
