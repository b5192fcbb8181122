package io.stoker.runtime;

import io.stoker.config.FileEdits;
import io.stoker.config.LoadRequest;
import io.stoker.config.Snapshot;
import io.stoker.engine.Engine;
import io.stoker.engine.Services;
import io.stoker.mpm.Children;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** {@link DryRuns} of files for which no server runs: what the command line asks. */
public final class LoneDryRuns implements AutoCloseable {

  private final Upkeep upkeep = new Upkeep();
  private final Engine engine;
  private final DryRuns runs;
  private final List<Exception> notClosed = new ArrayList<>();

  /** For a configuration. */
  public LoneDryRuns(LoadRequest request) {
    Children nobody =
        new Children(
            1,
            Children.virtualThreads(),
            upkeep,
            System::nanoTime,
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
            (message, args) -> {});
    engine = new Engine(Services.system((message, args, cause, server, x) -> {}, nobody));
    runs =
        new DryRuns(
            engine, request.withoutListen(), () -> null, () -> ShownFiles.NONE, this::discard);
  }

  private void discard(Snapshot unused) {
    for (AutoCloseable resource : unused.onRetire()) {
      try {
        resource.close();
      } catch (Exception e) {
        notClosed.add(e);
      }
    }
  }

  /** The configuration; to be closed. */
  public Candidate candidate() {
    return runs.candidate(FileEdits.NONE);
  }

  @Override
  public void close() {
    engine.close();
    upkeep.close();
    if (!notClosed.isEmpty()) {
      throw new IllegalStateException("closing what was loaded", notClosed.getFirst());
    }
  }
}
