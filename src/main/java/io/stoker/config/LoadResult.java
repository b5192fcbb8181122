package io.stoker.config;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading.
 *
 * @param snapshot null when the configuration was refused
 * @param diagnostics everything there is to say, in the order in which it was found
 * @param report what was read; complete as far as reading went
 */
public record LoadResult(
    @Nullable Snapshot snapshot, List<Diagnostic> diagnostics, ConfigReport report) {

  public boolean isOk() {
    return snapshot != null;
  }

  /** The snapshot; an error with all diagnostics in its message when there is none. */
  public Snapshot orThrow() {
    if (snapshot == null) {
      throw new NoSuchElementException(text());
    }
    return snapshot;
  }

  /** All diagnostics as a terminal shows them. */
  public String text() {
    return diagnostics.stream().map(Diagnostic::terminal).collect(Collectors.joining("\n"));
  }
}
