package io.stoker.runtime;

import io.stoker.runtime.view.Finding;
import java.util.List;

/**
 * What came of a change of configuration files that was asked for.
 *
 * @param generation what is served now
 * @param findings what there is to say, the reason of a refusal included
 * @param files what would be, or was, written or removed
 */
public record Change(Outcome outcome, long generation, List<Finding> findings, List<String> files) {

  /** How it ended; but for the first two nothing has changed. */
  public enum Outcome {
    /** It would be accepted, as far as that can be told without opening logs and sockets. */
    VALID,
    /** The files are written and served. */
    APPLIED,
    /** The configuration has an error. */
    INVALID,
    /** The server, or the disk, has moved on since the change was made. */
    OUTDATED,
    /** A file may not be written by this process. */
    READ_ONLY,
    /** It could not be taken, such as for a port that is in use: the files are as before. */
    REFUSED,
    /** There is no such generation in the history. */
    UNKNOWN
  }
}
