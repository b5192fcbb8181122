package io.stoker.runtime;

import io.stoker.api.Server;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.config.ConfigLoader;
import io.stoker.config.FileEdits;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.engine.AccessFileReading;
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that nobody sent, answered without anybody noticing: on what is served, or on files as
 * they would be. Methods block as requests do.
 */
public final class DryRuns {

  private final Engine engine;
  private final LoadRequest request;
  private final Supplier<@Nullable ContentService> serving;
  private final Supplier<ShownFiles> shown;
  private final Consumer<Snapshot> discard;
  private final Guesses guesses = new Guesses();

  /**
   * For a server.
   *
   * @param serving what answers clients now; gives null where nothing does
   * @param shown the files that users see
   * @param discard closes what a configuration opened that is not served
   */
  DryRuns(
      Engine engine,
      LoadRequest request,
      Supplier<@Nullable ContentService> serving,
      Supplier<ShownFiles> shown,
      Consumer<Snapshot> discard) {
    this.shown = shown;
    this.engine = engine;
    this.request = request;
    this.serving = serving;
    this.discard = discard;
  }

  /**
   * How a request would be answered now; null where nothing is served.
   *
   * @throws IllegalArgumentException with a sentence where the question is no request
   */
  public @Nullable Explanation explain(Question question) {
    ContentService now = serving.get();
    return now == null ? null : engine.explain(now, question);
  }

  /**
   * To be asked before somebody's question is answered: those who guess passwords by it have to
   * wait.
   */
  public PasswordTrial trial(Question question) {
    return PasswordTrial.of(question, guesses);
  }

  /**
   * What the servers make of an access file with another text; empty where nothing is served.
   *
   * @param path absolute and normal, one byte a char
   * @param asked which servers
   */
  Map<Server, AccessFileReading> accessFile(String path, byte[] text, Predicate<Server> asked) {
    ContentService now = serving.get();
    return now == null ? Map.of() : engine.readAccessFile(now, path, text, asked);
  }

  /** What clients asked lately, the latest first, without secrets. */
  public List<Question> recentRequests() {
    return engine.recentRequests();
  }

  /** What clients asked lately, tried on files as they would be. */
  public Replay replay(Edits edits) {
    try (Candidate candidate = candidate(edits)) {
      return Replay.of(recentRequests(), engine.keepsRequests(), this::explain, candidate);
    }
  }

  /** The configuration as it would be with these files; to be closed. */
  public Candidate candidate(Edits edits) {
    return candidate(shown.get().restored(edits));
  }

  Candidate candidate(FileEdits edits) {
    LoadResult loaded = ConfigLoader.load(request.trying().withEdits(edits));
    Snapshot snapshot = loaded.snapshot();
    ContentService service = snapshot == null ? null : engine.trying(snapshot);
    return new Candidate(engine, loaded, service, discard);
  }
}
