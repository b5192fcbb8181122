package io.stoker.runtime;

import io.stoker.config.Diagnostic;
import io.stoker.config.LoadResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A configuration that was taken, for the history.
 *
 * @param files what was read, by path; paths and texts one byte a char
 * @param why it was accepted: what there was to say of it, in lines
 */
record Applied(
    long generation,
    Instant at,
    Cause cause,
    String commandLine,
    Map<String, String> files,
    List<String> why) {

  static Applied of(LoadResult loaded, Instant at, Cause cause, String commandLine) {
    List<String> said =
        loaded.diagnostics().stream().map(Diagnostic::terminal).flatMap(String::lines).toList();
    return new Applied(
        loaded.orThrow().generation(), at, cause, commandLine, loaded.report().files(), said);
  }
}
