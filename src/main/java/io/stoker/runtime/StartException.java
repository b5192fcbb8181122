package io.stoker.runtime;

import io.stoker.config.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** The content plane could not start, or could not take a new configuration. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  StartException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::terminal).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Everything there is to say, in httpd's words, in the order in which it was found. */
  public List<Diagnostic> diagnostics() {
    return diagnostics == null ? List.of() : diagnostics;
  }
}
