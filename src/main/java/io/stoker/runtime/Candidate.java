package io.stoker.runtime;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.config.Diagnostic;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that is not served: loaded as far as requests need it, without logs, sockets and
 * programs.
 */
public final class Candidate implements AutoCloseable {

  private final Engine engine;
  private final LoadResult loaded;
  private final @Nullable ContentService service;
  private final Consumer<Snapshot> discard;

  Candidate(
      Engine engine,
      LoadResult loaded,
      @Nullable ContentService service,
      Consumer<Snapshot> discard) {
    this.engine = engine;
    this.loaded = loaded;
    this.service = service;
    this.discard = discard;
  }

  /** Whether it would be accepted. */
  public boolean isValid() {
    return service != null;
  }

  /** What there is to say of it. */
  public List<Finding> findings() {
    return loaded.diagnostics().stream().map(ServedConfiguration::finding).toList();
  }

  /** The same as the loader gives it. */
  public List<Diagnostic> diagnostics() {
    return loaded.diagnostics();
  }

  /**
   * How a request would be answered by it.
   *
   * @throws IllegalArgumentException with a sentence where the question is no request
   * @throws IllegalStateException where it is not valid
   */
  public Explanation explain(Question question) {
    ContentService by = service;
    if (by == null) {
      throw new IllegalStateException("the configuration has an error");
    }
    return engine.explain(by, question);
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
    Snapshot unused = loaded.snapshot();
    if (unused != null) {
      discard.accept(unused);
    }
  }
}
