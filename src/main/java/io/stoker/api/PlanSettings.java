package io.stoker.api;

import java.time.Duration;

/** How replies are kept for later requests: what {@code StokerPlanCache} and its like say. */
public final class PlanSettings {

  /**
   * Files in memory.
   *
   * @param size bytes for all of them; 0 for none
   * @param maxFile bytes of the largest file that is kept
   */
  public record ContentCache(long size, long maxFile) {}

  /** StokerPlanCache: bytes for planned replies with small content; 0 for Off. */
  public static final Slot<Long> PLAN_CACHE = Slot.server("StokerPlanCache", 32L << 20);

  /** StokerContentCache. */
  public static final Slot<ContentCache> CONTENT_CACHE =
      Slot.server("StokerContentCache", new ContentCache(64L << 20, 1L << 20));

  /**
   * StokerRecheck: how long what was seen of a file holds where changes cannot be watched; zero for
   * no time at all.
   */
  public static final Slot<Duration> RECHECK = Slot.server("StokerRecheck", Duration.ofSeconds(1));

  /** StokerReplayLog: how many of the latest requests are kept to be tried again; 0 for Off. */
  public static final Slot<Integer> REPLAY_LOG = Slot.server("StokerReplayLog", 1000);

  private PlanSettings() {}
}
