package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.config.ConfigLoader;
import io.stoker.config.ConfigReport;
import io.stoker.config.FileEdits;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.files.Disk;
import io.stoker.runtime.view.BlamedLine;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one door to another configuration: signals, the file watch, and users of the management plane
 * come through here. What cannot be taken changes nothing, is told in the error log with its line,
 * and counted.
 */
public final class Reloader implements AutoCloseable {

  private static final String NEVER_APPLIED =
      "a file on the disk was never applied and is in no revision; what it was is kept in ";

  private final ContentPlane plane;
  private final LoadRequest request;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final String commandLine;
  private final HistoryKeeper history;
  private final Map<Reload.Result, LongAdder> counts = new EnumMap<>(Reload.Result.class);
  private final List<Consumer<Attempted>> witnesses = new CopyOnWriteArrayList<>();
  private volatile @Nullable Reload latest;
  private volatile @Nullable ConfigReport attempted;
  private volatile @Nullable ConfigKeeper keeper;
  private final AtomicReference<@Nullable ScheduledThreadPoolExecutor> watching =
      new AtomicReference<>();

  Reloader(ContentPlane plane, LoadRequest request, String commandLine, InstantSource clock) {
    this.plane = plane;
    this.commandLine = commandLine;
    this.history = new HistoryKeeper(plane::write);
    this.request = request;
    this.clock = clock;
    for (Reload.Result result : Reload.Result.values()) {
      counts.put(result, new LongAdder());
    }
  }

  // ---- who looks ----

  /** How often it ended so. */
  public long count(Reload.Result result) {
    return Objects.requireNonNull(counts.get(result)).sum();
  }

  /** What came of the latest one; null where there was none since the start. */
  public @Nullable Reload latest() {
    return latest;
  }

  /** From now on tells of everything that comes through this door, whatever becomes of it. */
  public void onAttempt(Consumer<Attempted> listener) {
    witnesses.add(listener);
  }

  private void tell(Cause cause, String result, List<Finding> findings, List<String> files) {
    Attempted attempted =
        new Attempted(cause, clock.instant(), result, plane.status().generation(), findings, files);
    witnesses.forEach(witness -> witness.accept(attempted));
  }

  /** Tells of a change that came to an end. */
  Change told(Cause cause, Change change) {
    String result = change.outcome().name().toLowerCase(Locale.ROOT);
    tell(cause, result, change.findings(), change.files());
    return change;
  }

  /** Whether the files are watched. */
  public boolean isWatching() {
    return watching.get() != null;
  }

  // ---- reading what is on disk ----

  /** The first configuration is served. */
  void started(LoadResult loaded) {
    attempted = loaded.report();
    history.applied(Applied.of(loaded, clock.instant(), Cause.START, commandLine));
  }

  /** Reads the files again and serves what they say, if that can be. */
  public Reload reload(Cause cause) {
    Reload done = reread(cause);
    tell(cause, done.result().word(), done.findings(), List.of());
    return done;
  }

  private Reload reread(Cause cause) {
    turn.lock();
    try {
      ContentPlane.Attempt attempt =
          isToMend() && cause.how() == Cause.How.REST ? plane.startAgain() : plane.take(cause);
      LoadResult loaded = attempt.loaded();
      if (loaded != null) {
        attempted = loaded.report();
        if (attempt.result() == Reload.Result.ACCEPTED) {
          history.applied(Applied.of(loaded, clock.instant(), cause, commandLine));
        }
      }
      Objects.requireNonNull(counts.get(attempt.result())).increment();
      Reload done =
          new Reload(
              attempt.result(),
              cause,
              clock.instant(),
              plane.status().generation(),
              attempt.findings());
      latest = done;
      return done;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Watches the files from now on.
   *
   * @param quiet how long they must stay as they are before they are read
   */
  public void watch(Duration quiet) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("config-watch").factory());
    if (!watching.compareAndSet(null, thread)) {
      return;
    }
    ConfigWatch watch = watch(System::nanoTime, quiet, () -> reload(Cause.FILE_WATCH));
    thread.scheduleWithFixedDelay(() -> tick(watch), 1, 1, TimeUnit.SECONDS);
  }

  /** A watch by another clock. */
  ConfigWatch watch(java.util.function.LongSupplier nanoClock, Duration quiet, Runnable action) {
    return new ConfigWatch(
        Disk.system(), nanoClock, clock, quiet, () -> attempted, this::filesDiffer, action);
  }

  private void tick(ConfigWatch watch) {
    try {
      watch.tick();
    } catch (RuntimeException e) {
      plane.write(ContentPlane.FAILED, e);
    }
  }

  /** Whether the files say something else than when they were read last. */
  private boolean filesDiffer() {
    ConfigReport last = attempted;
    LoadResult now = check(FileEdits.NONE);
    return last == null || !last.files().equals(now.report().files());
  }

  // ---- changing what is on disk ----

  /** Whether the configuration would be accepted with these files. Nothing is touched. */
  public Change validate(Edits edits) {
    return validate(plane.shownFiles().restored(edits));
  }

  /**
   * A configuration that is not served.
   *
   * @param candidate what there would be to see; null where it has an error
   */
  public record Preview(Change change, @Nullable ServedConfiguration candidate) {}

  /** As {@link #validate}, with the configuration as it would be. */
  public Preview preview(Edits wanted) {
    FileEdits edits = plane.shownFiles().restored(wanted);
    LoadResult loaded = check(edits);
    Change change = validate(edits, loaded);
    boolean isValid = change.outcome() == Change.Outcome.VALID;
    return new Preview(
        change,
        isValid ? new ServedConfiguration(loaded.orThrow(), loaded, request.modules()) : null);
  }

  Change validate(FileEdits edits) {
    return validate(edits, check(edits));
  }

  private Change validate(FileEdits edits, LoadResult loaded) {
    List<Finding> wrong = new ArrayList<>(strangers(loaded, edits));
    wrong.addAll(plane.shownFiles().left(edits));
    List<Finding> findings = findings(loaded);
    findings.addAll(wrong);
    boolean isValid = loaded.isOk() && wrong.isEmpty();
    return change(isValid ? Change.Outcome.VALID : Change.Outcome.INVALID, edits, findings);
  }

  /**
   * Writes the files and serves what they say; when that cannot be, they are put back.
   *
   * @param base the generation that the change was made to; 0 for whatever is served
   * @return with a way back if something was served before; it does not need the history
   */
  public Reversible apply(Edits wanted, long base, Cause cause) {
    turn.lock();
    try {
      ServedConfiguration served = plane.configuration();
      Map<String, String> before = served == null ? null : served.texts();
      FileEdits edits = plane.shownFiles().restored(wanted);
      List<Finding> outdated = outdated(edits, base);
      Change change =
          outdated.isEmpty() ? put(edits, cause) : change(Change.Outcome.OUTDATED, edits, outdated);
      told(cause, change);
      return change.outcome() == Change.Outcome.APPLIED && before != null
          ? new Reversible(change, why -> undo(edits, before, why))
          : new Reversible(change, null);
    } finally {
      turn.unlock();
    }
  }

  private Change undo(FileEdits edits, Map<String, String> before, Cause cause) {
    turn.lock();
    try {
      FileEdits back = edits.reversed(before);
      List<Finding> outdated = changedSince(edits);
      return told(
          cause,
          outdated.isEmpty() ? put(back, cause) : change(Change.Outcome.OUTDATED, back, outdated));
    } finally {
      turn.unlock();
    }
  }

  private static List<Finding> changedSince(FileEdits edits) {
    List<Finding> all = new ArrayList<>();
    edits.written().forEach((file, text) -> compare(file, text, all));
    edits.removed().forEach(file -> compare(file, null, all));
    return all;
  }

  /** From now on, changes are given to somebody else instead of being written to the disk. */
  public void keptBy(ConfigKeeper somebody) {
    keeper = somebody;
  }

  /** Whether somebody else is given the changes. */
  public boolean isKept() {
    return keeper != null;
  }

  private Change put(FileEdits edits, Cause cause) {
    Change judged = validate(edits);
    if (judged.outcome() != Change.Outcome.VALID) {
      return judged;
    }
    ConfigKeeper somebody = keeper;
    return somebody == null ? write(edits, cause) : handOn(edits, somebody, cause);
  }

  private Change handOn(FileEdits edits, ConfigKeeper somebody, Cause cause) {
    ConfigKeeper.Answer answer = somebody.take(changes(edits), cause);
    boolean isTaken = answer.outcome() == Change.Outcome.HANDED_ON;
    return change(
        answer.outcome(),
        edits,
        answer.said().stream()
            .map(text -> isTaken ? new Finding("notice", "core", text, null) : error(text))
            .toList());
  }

  private List<ConfigKeeper.FileChange> changes(FileEdits edits) {
    ServedConfiguration served = plane.configuration();
    Map<String, String> texts = served == null ? Map.of() : served.texts();
    List<ConfigKeeper.FileChange> all = new ArrayList<>();
    edits
        .written()
        .forEach((file, text) -> all.add(new ConfigKeeper.FileChange(file, texts.get(file), text)));
    for (String file : edits.removed()) {
      all.add(new ConfigKeeper.FileChange(file, texts.get(file), null));
    }
    return all;
  }

  private Change write(FileEdits edits, Cause cause) {
    List<String> readOnly = ConfigFiles.readOnly(edits);
    if (!readOnly.isEmpty()) {
      return change(
          Change.Outcome.READ_ONLY,
          edits,
          readOnly.stream().map(f -> error(f + " may not be written by this process")).toList());
    }
    try {
      ConfigReport before = attempted;
      ConfigFiles written = ConfigFiles.write(edits);
      Reload done = reread(cause);
      if (!done.isAccepted()) {
        written.undo();
        attempted = before;
      }
      return change(
          done.isAccepted() ? Change.Outcome.APPLIED : Change.Outcome.REFUSED,
          edits,
          done.findings());
    } catch (IOException e) {
      return change(Change.Outcome.READ_ONLY, edits, List.of(error(e.toString())));
    }
  }

  private List<Finding> outdated(FileEdits edits, long base) {
    List<Finding> all = new ArrayList<>();
    long now = plane.status().generation();
    if (base > 0 && base != now) {
      all.add(error("the change was made to generation " + base + ", served is " + now));
    }
    ServedConfiguration served = plane.configuration();
    BrokenConfiguration broken = plane.broken();
    Map<String, String> texts =
        served != null ? served.texts() : broken != null ? broken.texts() : Map.of();
    edits.touched().forEach(file -> compare(file, texts.get(file), all));
    return all;
  }

  /** Tells where a file on the disk is not what it is taken for; null for none. */
  private static void compare(String file, @Nullable String text, List<Finding> all) {
    try {
      if (!Objects.equals(text, ConfigFiles.text(file))) {
        all.add(error(ByteNames.toText(file) + " is not as it was when it was read"));
      }
    } catch (IOException e) {
      all.add(error(ByteNames.toText(file) + " cannot be read: " + e));
    }
  }

  /** Files that the configuration would not even read: this is no way to write to those. */
  private static List<Finding> strangers(LoadResult loaded, FileEdits edits) {
    return edits.written().keySet().stream()
        .filter(file -> loaded.isOk() && !loaded.report().files().containsKey(file))
        .map(file -> error(ByteNames.toText(file) + " is not read by the configuration"))
        .toList();
  }

  private LoadResult check(FileEdits edits) {
    LoadResult loaded = ConfigLoader.load(request.checking().withEdits(edits));
    Snapshot unused = loaded.snapshot();
    if (unused != null) {
      plane.discard(unused, null);
    }
    return loaded;
  }

  private Change change(Change.Outcome outcome, FileEdits edits, List<Finding> findings) {
    return new Change(
        outcome,
        plane.status().generation(),
        List.copyOf(findings),
        edits.touched().stream().map(ByteNames::toText).toList(),
        outcome == Change.Outcome.READ_ONLY
            ? TextDiff.patch(changes(edits), plane.shownFiles().secrets())
            : null);
  }

  private static List<Finding> findings(LoadResult loaded) {
    List<Finding> all = new ArrayList<>();
    loaded.diagnostics().forEach(d -> all.add(ServedConfiguration.finding(d)));
    return all;
  }

  /** Whether the start has failed: a user may write another configuration to start with. */
  private boolean isToMend() {
    return plane.snapshot() == null && plane.broken() != null;
  }

  private static Finding error(String text) {
    return new Finding("crit", "core", text, null);
  }

  // ---- what was before ----

  /**
   * Keeps every configuration from the first one on.
   *
   * @param directory of the repository, relative to ServerRoot; null for the default
   */
  public void keepHistory(@Nullable String directory) {
    history.keepIn(StateDirectory.history(serverRoot(), directory, request.environment()));
  }

  /**
   * Where something is kept from one start to the next.
   *
   * @param name of the file, below the state directory
   * @param said where the administrator wants it, relative to ServerRoot; null for there
   */
  public Path stateFile(String name, @Nullable String said) {
    return StateDirectory.file(serverRoot(), name, said, request.environment());
  }

  private String serverRoot() {
    Snapshot now = plane.snapshot();
    return now == null ? request.serverRoot() : now.main().get(Core.SERVER_ROOT);
  }

  /** Keeps none. */
  public void keepNoHistory() {
    history.off();
  }

  /** Whether one of the two above was called. */
  public boolean isHistoryDecided() {
    return history.isDecided();
  }

  /**
   * All that was taken; what was taken just now may come a moment later. Null where none is kept.
   */
  public @Nullable ConfigHistory history() throws IOException {
    return history.opened();
  }

  /**
   * Which revision each line of a file came with, as the history knows it.
   *
   * @param path absolute, for people to read
   * @return null where there is no history, or no such file in it
   */
  public @Nullable List<BlamedLine> blame(String path) throws IOException {
    history.flush();
    ConfigHistory kept = history();
    return kept == null ? null : kept.blame(ByteNames.fromText(path), plane.shownFiles().secrets());
  }

  /**
   * What differs between two revisions, without secrets.
   *
   * @return null where there is no history, or no such revision in it
   */
  public @Nullable String diff(long from, long to) throws IOException {
    history.flush();
    ConfigHistory kept = history();
    return kept == null ? null : kept.diff(from, to, plane.shownFiles().secrets());
  }

  /**
   * Waits until the history has all that was taken.
   *
   * @throws IOException when that takes too long
   */
  public void awaitHistory() throws IOException {
    history.flush();
  }

  /**
   * Makes the files what they were, and serves them.
   *
   * @param number of the revision
   */
  public Change rollback(long number, String user) throws IOException {
    return rollback(number, Cause.rollback(user));
  }

  /** The same for a reason that is known better. */
  public Change rollback(long number, Cause cause) throws IOException {
    turn.lock();
    try {
      history.flush();
      ConfigHistory kept = history();
      Rollback back = kept == null ? null : Rollback.to(number, kept, this::filesWith);
      if (kept == null || back == null) {
        Finding unknown = error("there is no revision " + number);
        return told(cause, change(Change.Outcome.UNKNOWN, FileEdits.NONE, List.of(unknown)));
      }
      return told(cause, rollback(back, kept, cause));
    } finally {
      turn.unlock();
    }
  }

  private Change rollback(Rollback back, ConfigHistory kept, Cause cause) {
    List<Finding> copies = new ArrayList<>();
    try {
      if (!isKept()) {
        for (Path copy : back.keepUnsaved(kept, clock.instant())) {
          copies.add(new Finding("notice", "core", NEVER_APPLIED + copy, null));
        }
      }
    } catch (IOException e) {
      Finding why = error("what is on the disk and was never applied cannot be kept: " + e);
      return change(Change.Outcome.REFUSED, back.edits(), List.of(why));
    }
    Change change = put(back.edits(), cause);
    return copies.isEmpty() ? change : change.with(copies);
  }

  private Set<String> filesWith(FileEdits edits) {
    return check(edits).report().files().keySet();
  }

  /**
   * Writes what is left of the history; the last call.
   *
   * @param patience how long what is under way may take: what was taken to come to the history, and
   *     the history to be written
   */
  public void finish(Duration patience) {
    boolean isMine = false;
    try {
      isMine = turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
      history.close(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (isMine) {
        turn.unlock();
      }
    }
  }

  /** Watches no more; a reload under way goes on to its end. */
  @Override
  public void close() {
    ScheduledThreadPoolExecutor thread = watching.getAndSet(null);
    if (thread != null) {
      thread.shutdown();
    }
  }
}
