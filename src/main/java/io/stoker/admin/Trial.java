package io.stoker.admin;

import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.Edits;
import io.stoker.runtime.Reloader;
import io.stoker.runtime.view.Revision;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that was applied and is taken back unless somebody confirms it in time: who has locked
 * himself out, or made things worse, need not hurry. One change at a time is on trial; the next one
 * confirms it. Methods block.
 */
final class Trial {

  /**
   * A change that waits for its confirmation.
   *
   * @param by who made it
   * @param until when it is taken back
   * @param revision what is gone back to
   */
  record Pending(String by, Instant until, long revision) {}

  private final Reloader reloader;
  private final InstantSource clock;
  private final Duration patience;
  private @Nullable Pending pending;

  /**
   * No change.
   *
   * @param patience how long a change waits
   */
  Trial(Reloader reloader, InstantSource clock, Duration patience) {
    this.reloader = reloader;
    this.clock = clock;
    this.patience = patience;
  }

  /** What waits now. */
  synchronized @Nullable Pending pending() {
    return pending;
  }

  /** Applies a change; if that went well, it waits from now on. */
  synchronized Change apply(Edits edits, long base, String user) throws IOException {
    long before = latestRevision();
    Change change = reloader.apply(edits, base, Cause.rest(user));
    if (change.outcome() == Change.Outcome.APPLIED) {
      pending = before == 0 ? null : new Pending(user, clock.instant().plus(patience), before);
    }
    return change;
  }

  private long latestRevision() throws IOException {
    reloader.awaitHistory();
    ConfigHistory history = reloader.history();
    List<Revision> latest = history == null ? List.of() : history.list(1);
    return latest.isEmpty() ? 0 : latest.getFirst().number();
  }

  /** It stays. */
  synchronized void confirm() {
    pending = null;
  }

  /** Takes it back now; null where there is nothing to take back. */
  synchronized @Nullable Change revert(String user) throws IOException {
    Pending trial = pending;
    pending = null;
    return trial == null ? null : reloader.rollback(trial.revision(), user);
  }

  /** Called now and then: takes back what nobody has confirmed in time. */
  synchronized @Nullable Change tick() throws IOException {
    Pending trial = pending;
    return trial == null || clock.instant().isBefore(trial.until())
        ? null
        : revert(trial.by() + ", not confirmed");
  }
}
