package io.stoker.logging;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a log: one for each thread of the system that ever wrote to it, so one for each
 * event loop, and one for all virtual threads together.
 */
final class Lanes {

  private final Lane shared = Lane.shared();

  // A lane must not know of its ThreadLocal: it would be kept for ever by its thread.
  @SuppressWarnings("ThreadLocalUsage") // one for each log: each has a lane of the same thread
  private final ThreadLocal<@Nullable Lane> own = new ThreadLocal<>();

  private final AtomicReference<Lane[]> all = new AtomicReference<>(new Lane[] {shared});
  private volatile boolean closed;

  /** The lane of this thread. */
  Lane current() {
    Thread thread = Thread.currentThread();
    if (thread.isVirtual()) {
      return shared;
    }
    Lane lane = own.get();
    return lane != null ? lane : register(thread);
  }

  private Lane register(Thread thread) {
    Lane lane = Lane.of(thread);
    all.updateAndGet(before -> with(before, lane));
    if (closed) {
      lane.seal();
    }
    own.set(lane);
    return lane;
  }

  private static Lane[] with(Lane[] before, Lane more) {
    Lane[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = more;
    return after;
  }

  // ---- the writer's side ----

  /** All there are at the moment. */
  Lane[] all() {
    return all.get();
  }

  boolean haveLines() {
    for (Lane lane : all.get()) {
      if (lane.hasLines()) {
        return true;
      }
    }
    return false;
  }

  /** How many lines wait, roughly. */
  long lines() {
    return Arrays.stream(all.get()).mapToLong(Lane::lines).sum();
  }

  /** Forgets the lanes of threads that have ended. */
  void forgetAbandoned() {
    Predicate<Lane> alive = lane -> !lane.isAbandoned();
    Lane[] before = all.get();
    if (!Arrays.stream(before).allMatch(alive)) {
      all.updateAndGet(now -> Arrays.stream(now).filter(alive).toArray(Lane[]::new));
    }
  }

  /** From now on a lane that is registered is closed at once. */
  void close() {
    closed = true;
  }
}
