package io.stoker.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.stoker.api.PlanSettings;
import io.stoker.api.Server;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The plans of one configuration, bounded in bytes. Finding one takes no lock and makes no objects:
 * who asks remembers where the last answers were, and the cache is told once a second that they are
 * used.
 */
final class Plans implements AutoCloseable {

  private final boolean on;
  private final long maxContent;
  private final long recheckNanos;
  private final LongSupplier epoch;
  private final PlanCounts counts;
  private final ContentStore store;
  private final RecentRequests recent;
  private final Cache<PlanKey, PlanSet> sets;

  /** Plans with stored content, to bound that. */
  private final Cache<Plan, Boolean> stored;

  private final Set<PlanKey> filling = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Plans for a configuration.
   *
   * @param main the main server, whose directives say how many
   * @param store takes content that is too large to stand beside the head
   * @param epoch changes whenever an access file does
   * @param recent is told which plans are used, now and then
   */
  Plans(
      Server main,
      ContentStore store,
      LongSupplier epoch,
      PlanCounts counts,
      RecentRequests recent) {
    long bytes = main.get(PlanSettings.PLAN_CACHE);
    PlanSettings.ContentCache content = main.get(PlanSettings.CONTENT_CACHE);
    this.on = bytes > 0;
    this.maxContent = Math.min(content.maxFile(), content.size());
    this.recheckNanos = main.get(PlanSettings.RECHECK).toNanos();
    this.epoch = epoch;
    this.counts = counts;
    this.store = store;
    this.recent = recent;
    this.sets =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((PlanKey key, PlanSet set) -> set.weight())
            .executor(Thread::startVirtualThread)
            .removalListener(
                (@Nullable PlanKey key, @Nullable PlanSet set, RemovalCause cause) ->
                    removed(set, cause))
            .build();
    this.stored =
        Caffeine.newBuilder()
            .maximumWeight(content.size())
            .weigher(
                (Plan plan, Boolean yes) ->
                    (int) Objects.requireNonNull(plan.wire().stored()).weight())
            .executor(Thread::startVirtualThread)
            .removalListener(
                (@Nullable Plan plan, @Nullable Boolean yes, RemovalCause cause) -> {
                  if (plan != null && cause.wasEvicted() && plan.home().remove(plan)) {
                    counts.evicted();
                  }
                })
            .build();
  }

  private void removed(@Nullable PlanSet set, RemovalCause cause) {
    if (set == null || cause == RemovalCause.REPLACED) {
      return;
    }
    set.close().forEach(stored::invalidate);
    if (cause.wasEvicted()) {
      counts.evicted();
    }
  }

  /** Whether replies are planned at all. */
  boolean isOn() {
    return on && !closed;
  }

  PlanCounts counts() {
    return counts;
  }

  ContentStore store() {
    return store;
  }

  /** Octets of the largest content that is kept. */
  long maxContent() {
    return maxContent;
  }

  /** How long a plan holds whose files cannot be watched; 0 for no time at all. */
  long recheckNanos() {
    return recheckNanos;
  }

  long epoch() {
    return epoch.getAsLong();
  }

  /**
   * The plan for a request, or null.
   *
   * @param nanos the time by {@link System#nanoTime}
   */
  @SuppressWarnings("CollectionIncompatibleType") // a probe is equal to the key of what it is for
  @Nullable Plan find(PlanProbe probe, long nanos) {
    PlanSet set = probe.remembered();
    if (set == null || set.size() == 0 || !set.isFor(this, probe)) {
      set = sets.asMap().get(probe);
      if (set == null) {
        return null;
      }
      probe.remember(set);
    }
    Plan plan = set.find(probe);
    if (plan == null) {
      return null;
    }
    if (!plan.holds(epoch.getAsLong(), nanos)) {
      drop(plan);
      return null;
    }
    if (set.touch(TimeUnit.NANOSECONDS.toSeconds(nanos))) {
      used(set, plan);
    }
    counts.hit();
    return plan;
  }

  private void used(PlanSet set, Plan plan) {
    recent.note(plan.asked());
    var _ = sets.getIfPresent(set.key());
    if (plan.wire().stored() != null) {
      var _ = stored.getIfPresent(plan);
    }
  }

  private void drop(Plan plan) {
    if (plan.home().remove(plan)) {
      counts.changed();
      stored.invalidate(plan);
    }
  }

  /** Whether the caller is to make a plan of this key, alone; {@link #filled} ends it. */
  boolean beginFill(PlanKey key) {
    return filling.add(key);
  }

  void endFill(PlanKey key) {
    filling.remove(key);
  }

  /** Whether there is a plan already, which was passed over since nobody could tell if it holds. */
  boolean has(PlanKey key, List<PlanCondition> conditions) {
    PlanSet set = sets.getIfPresent(key);
    Plan plan = set == null ? null : set.find(conditions);
    if (plan == null) {
      return false;
    }
    if (plan.holds(epoch(), System.nanoTime())) {
      return true;
    }
    drop(plan);
    return false;
  }

  /** The plans for a key, to which one is about to be added. */
  PlanSet home(PlanKey key) {
    return sets.get(key, k -> new PlanSet(this, k));
  }

  /** Keeps a plan, or lets go of it when it is too late. */
  void add(PlanKey key, Plan plan) {
    Plan oldest = plan.home().oldestOfMany();
    if (oldest != null && plan.home().remove(oldest)) {
      counts.evicted();
      stored.invalidate(oldest);
    }
    if (closed || !plan.home().add(plan)) {
      plan.close();
      return;
    }
    counts.filled();
    if (plan.wire().stored() != null) {
      stored.put(plan, true);
      if (!plan.home().has(plan)) {
        stored.invalidate(plan); // it was dropped before it was there to be forgotten
      }
    }
    // Weighed again, if it is still there: one that gave way meanwhile takes no more plans, and
    // would keep the target from having any.
    var _ = sets.asMap().replace(key, plan.home(), plan.home());
    if (closed) {
      close();
    }
  }

  /** Does at once what the caches would do soon. */
  void settle() {
    stored.cleanUp();
    sets.cleanUp();
  }

  /** Lets go of all of them. */
  @Override
  public void close() {
    closed = true;
    stored.invalidateAll();
    sets.invalidateAll();
  }
}
