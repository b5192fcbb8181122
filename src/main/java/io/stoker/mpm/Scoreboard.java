package io.stoker.mpm;

import io.stoker.api.ChildStatus;
import io.stoker.api.MpmSettings;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places that children have, one row each. A place is free again when its child is gone, and
 * keeps what was done there. There are as many places as are needed: retiring children do not keep
 * new ones from starting, so httpd's "scoreboard is full" cannot happen.
 *
 * <p>Changed by one thread at a time, read by any.
 */
final class Scoreboard {

  private static final WorkerStatus OPEN =
      new WorkerStatus(
          WorkerState.DEAD, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, Map.of());

  private final int loops;
  private volatile @Nullable Child[] places = new Child[0];

  /**
   * Without children.
   *
   * @param loops most event loops that there can be
   */
  Scoreboard(int loops) {
    this.loops = loops;
  }

  /** The lowest place without a child. */
  int freePlace() {
    @Nullable Child[] now = places;
    for (int place = 0; place < now.length; place++) {
      Child child = now[place];
      if (child == null || child.isGone()) {
        return place;
      }
    }
    return now.length;
  }

  /** A row for the next child in a place, which goes on counting where the last one ended. */
  ScoreRow row(int place, int size) {
    @Nullable Child[] now = places;
    Child last = place < now.length ? now[place] : null;
    Carried carried = last == null ? Carried.NOTHING : last.row().carry().resized(size);
    return new ScoreRow(size, loops, carried);
  }

  void occupy(Child child) {
    @Nullable Child[] now = places;
    @Nullable Child[] next = Arrays.copyOf(now, Math.max(now.length, child.slot() + 1));
    next[child.slot()] = child;
    places = next;
  }

  /** As {@link ScoreboardView#places}. */
  List<ChildStatus> view(MpmSettings settings, long now) {
    @Nullable Child[] all = places;
    List<ChildStatus> view = new ArrayList<>();
    int present = 0;
    for (Child child : all) {
      present += child == null || child.isGone() ? 0 : 1;
    }
    int absent = Math.max(0, settings.maxServers() - present);
    for (int place = 0; place < all.length || absent > 0; place++) {
      Child child = place < all.length ? all[place] : null;
      if (child == null || child.isGone()) {
        if (absent == 0) {
          continue;
        }
        absent--;
      }
      view.add(child == null ? open(place, settings) : child.status(now));
    }
    return view;
  }

  private static ChildStatus open(int place, MpmSettings settings) {
    List<WorkerStatus> slots = Collections.nCopies(settings.threadsPerChild(), OPEN);
    return new ChildStatus(place, 0, false, false, false, 0, 0, 0, 0, 0, 0, 0, slots);
  }

  /** As {@link ScoreboardView#totals}. */
  ScoreboardView.Totals totals() {
    long accesses = 0;
    long bytes = 0;
    long nanos = 0;
    for (Child child : places) {
      if (child != null) {
        for (WorkerStatus slot : child.status(0).workers()) {
          accesses += slot.accesses();
          bytes += slot.bytes();
          nanos += slot.durationNanos();
        }
      }
    }
    return new ScoreboardView.Totals(accesses, bytes, nanos);
  }
}
