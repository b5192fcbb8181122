package io.stoker.files;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches on all that one answer depends on. {@link #intact} is one volatile read; the first change
 * of any of the paths breaks it for good.
 */
public final class Guard implements AutoCloseable {

  private record Path(String path, Watcher.Scope scope) {}

  private final Watcher watcher;
  private final Runnable onChange;
  // Under this object's monitor.
  private final Set<Path> paths = new HashSet<>();
  private final List<Watcher.Watch> watches = new ArrayList<>();
  private final List<Watcher.Impossible> unwatched = new ArrayList<>();
  private volatile boolean broken;
  private volatile boolean complete;

  /**
   * Guards nothing yet.
   *
   * @param onChange called once, at the first change, by the thread that drains the watcher; must
   *     not block
   */
  public Guard(Watcher watcher, Runnable onChange) {
    this.watcher = watcher;
    this.onChange = onChange;
    this.complete = watcher.immediate();
  }

  /**
   * Guards what was seen already: sets the watches, then looks again, so that it is broken from the
   * start when something changed in between.
   *
   * @param began when the first of them was looked at, or earlier
   * @param now with {@code began} to tell files that were changed so near to being looked at that
   *     another change may not show; they break it, too
   */
  public static Guard of(
      Dependencies dependencies,
      Disk disk,
      Watcher watcher,
      Instant began,
      Instant now,
      Runnable onChange) {
    Guard guard = new Guard(watcher, onChange);
    for (Dependencies.Dependency d : dependencies.seen()) {
      guard.add(d.path(), scope(d.look()));
    }
    if (!dependencies.settled(began, now) || !dependencies.stillValid(disk)) {
      guard.changed();
    }
    return guard;
  }

  private static Watcher.Scope scope(Dependencies.Look look) {
    return look == Dependencies.Look.LISTING ? Watcher.Scope.CHILDREN : Watcher.Scope.ENTRY;
  }

  /** Guards one more path; false when it cannot be watched. To be called before looking at it. */
  public boolean add(String path, Watcher.Scope scope) {
    synchronized (this) {
      if (!paths.add(new Path(path, scope))) {
        return unwatched.stream().noneMatch(i -> i.path().equals(path));
      }
    }
    // Not under the monitor: a thread that drains holds the watcher's lock and asks for it.
    return switch (watcher.watch(path, scope, this::changed)) {
      case Watcher.Armed(Watcher.Watch watch) -> {
        keep(watch);
        yield true;
      }
      case Watcher.Impossible impossible -> {
        complete = false;
        synchronized (this) {
          unwatched.add(new Watcher.Impossible(path, impossible.why()));
        }
        yield false;
      }
    };
  }

  /** Keeps a watch, or takes it away when this was broken while it was being set. */
  private void keep(Watcher.Watch watch) {
    synchronized (this) {
      if (!broken) {
        watches.add(watch);
        return;
      }
    }
    watch.cancel();
  }

  private void changed() {
    synchronized (this) {
      if (broken) {
        return;
      }
      broken = true;
    }
    onChange.run();
    close();
  }

  /** Whether nothing that is watched has changed. */
  public boolean intact() {
    return !broken;
  }

  /** Whether the watches see everything, so that nothing needs to be re-checked. */
  public boolean complete() {
    return complete;
  }

  /** The paths that need re-checking, with the reasons. */
  public synchronized List<Watcher.Impossible> unwatched() {
    return List.copyOf(unwatched);
  }

  /** Takes all watches away; what it guarded is to be used no more. */
  @Override
  public void close() {
    List<Watcher.Watch> all;
    synchronized (this) {
      broken = true;
      all = List.copyOf(watches);
      watches.clear();
    }
    all.forEach(Watcher.Watch::cancel);
  }
}
