package io.stoker.admin;

import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.Edits;
import io.stoker.runtime.HtaccessEditor;
import io.stoker.runtime.Reloader;
import io.stoker.runtime.Reversible;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A change that was applied and is taken back unless somebody confirms it in time: who has locked
 * himself out, or made things worse, need not hurry. When requests fail or slow down since it was
 * made, it is taken back at once. One change at a time is on trial; the next one confirms it.
 * Methods block.
 */
final class Trial {

  /**
   * A change that waits for its confirmation.
   *
   * @param id no other trial has it: who looks at one does not mean the next one
   * @param by who made it
   * @param until when it is taken back
   */
  record Pending(long id, String by, Instant until) {}

  /** Why a trial ends; all but the first are a reason to take the change back. */
  enum Ending {
    CONFIRMED,
    REVERTED,
    /** Nobody confirmed it in time. */
    EXPIRED,
    /** Things got worse. */
    REGRESSED
  }

  /**
   * A trial that is over.
   *
   * @param change what came of taking it back; null where it stays
   */
  record Ended(
      Ending ending,
      Instant at,
      String by,
      RegressionWatch.Evidence evidence,
      @Nullable Change change) {

    /** Whether the change is no more in force: it may stay though it was to be taken back. */
    public boolean isTakenBack() {
      return change != null && change.outcome() == Change.Outcome.APPLIED;
    }
  }

  /** How it is: a trial under way with what it is judged by so far, and the one before. */
  record State(
      @Nullable Pending pending,
      RegressionWatch.@Nullable Evidence evidence,
      @Nullable Ended latest) {}

  private record Running(Pending pending, RegressionWatch.Mark mark, Reversible.Undo undo) {}

  private final Reloader reloader;
  private final InstantSource clock;
  private final Duration patience;
  private final RegressionWatch watch;
  private volatile @Nullable Running running;
  private @Nullable Ended latest;
  private long latestId;

  /**
   * No change.
   *
   * @param patience how long a change waits
   * @param watch what sees whether things get worse
   */
  Trial(Reloader reloader, InstantSource clock, Duration patience, RegressionWatch watch) {
    this.reloader = reloader;
    this.clock = clock;
    this.patience = patience;
    this.watch = watch;
    this.latestId = clock.millis(); // no page from before a restart has one of those that follow
  }

  /** What waits now; it waits for nobody. */
  @Nullable Pending pending() {
    Running now = running;
    return now == null ? null : now.pending();
  }

  synchronized State state() {
    Running now = running;
    return new State(pending(), now == null ? null : watch.compare(now.mark()), latest);
  }

  /** Applies a change; if that went well, it waits from now on. */
  synchronized Change apply(Edits edits, long base, Cause cause) {
    RegressionWatch.Mark mark = watch.mark();
    return judge(reloader.apply(edits, base, cause), mark, cause);
  }

  /** The same for an {@code .htaccess} file. */
  synchronized Change apply(HtaccessEditor editor, HtaccessEditor.Wish wish, Cause cause) {
    RegressionWatch.Mark mark = watch.mark();
    return judge(editor.apply(wish, cause), mark, cause);
  }

  private Change judge(Reversible done, RegressionWatch.Mark mark, Cause cause) {
    Reversible.Undo undo = done.undo();
    if (undo != null) {
      Pending pending = new Pending(++latestId, cause.who(), clock.instant().plus(patience));
      running = new Running(pending, mark, undo);
      latest = null;
    }
    return done.change();
  }

  /** The one under way, if it is the one that is meant; null stands for whatever there is. */
  private @Nullable Running running(@Nullable Long id) {
    Running now = running;
    return now == null || id == null || id == now.pending().id() ? now : null;
  }

  /**
   * It stays.
   *
   * @param id the trial that is meant; null for whatever is on trial
   * @return false where there was nothing to confirm
   */
  synchronized boolean confirm(@Nullable Long id, String user) {
    Running trial = running(id);
    if (trial == null) {
      return false;
    }
    running = null;
    latest = new Ended(Ending.CONFIRMED, clock.instant(), user, watch.compare(trial.mark()), null);
    return true;
  }

  /**
   * Takes it back now.
   *
   * @param id the trial that is meant; null for whatever is on trial
   * @return null where there is nothing to take back
   */
  synchronized @Nullable Change revert(@Nullable Long id, Cause cause) {
    Running trial = running(id);
    return trial == null ? null : revert(trial, Ending.REVERTED, cause).change();
  }

  private Ended revert(Running trial, Ending ending, Cause cause) {
    running = null;
    RegressionWatch.Evidence evidence = watch.compare(trial.mark());
    Change change = trial.undo().run(cause);
    watch.forget();
    Ended ended = new Ended(ending, clock.instant(), cause.who(), evidence, change);
    latest = ended;
    return ended;
  }

  /**
   * Called now and then: takes back what nobody has confirmed in time, and what has made things
   * worse. How it ended if it did just now, else null.
   */
  synchronized @Nullable Ended tick() {
    Running trial = running;
    if (trial == null) {
      watch.look();
      return null;
    }
    String by = trial.pending().by();
    String reason = watch.compare(trial.mark()).reason();
    if (reason != null) {
      return revert(trial, Ending.REGRESSED, Cause.revert(by + ": " + reason, null));
    }
    if (!clock.instant().isBefore(trial.pending().until())) {
      return revert(trial, Ending.EXPIRED, Cause.revert(by + ", not confirmed", null));
    }
    return null;
  }
}
