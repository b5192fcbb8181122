package io.stoker.runtime;

import io.stoker.runtime.view.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change of configuration files that was asked for.
 *
 * @param generation what is served now
 * @param findings what there is to say, the reason of a refusal included
 * @param files what would be, or was, written or removed
 * @param patch where this process may not write the files: what to apply where they come from, as
 *     {@code diff -u} writes it; null otherwise
 */
public record Change(
    Outcome outcome,
    long generation,
    List<Finding> findings,
    List<String> files,
    @Nullable String patch) {

  /** How it ended; but for the first three nothing has changed. */
  public enum Outcome {
    /** It would be accepted, as far as that can be told without opening logs and sockets. */
    VALID,
    /** The files are written and served. */
    APPLIED,
    /**
     * Whoever keeps the files has it now ({@link ConfigKeeper}); it is served when it comes back.
     */
    HANDED_ON,
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

  /** The same with more to say. */
  Change with(List<Finding> more) {
    return new Change(
        outcome,
        generation,
        Stream.concat(findings.stream(), more.stream()).toList(),
        files,
        patch);
  }
}
