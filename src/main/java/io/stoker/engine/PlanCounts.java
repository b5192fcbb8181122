package io.stoker.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How the plans of a server fare. */
public final class PlanCounts {

  private final LongAdder hits = new LongAdder();
  private final LongAdder fills = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

  void hit() {
    hits.increment();
  }

  void filled() {
    fills.increment();
  }

  void evicted() {
    evictions.increment();
  }

  void changed() {
    changes.increment();
  }

  void refused(String why) {
    refusals.computeIfAbsent(why, w -> new LongAdder()).increment();
  }

  /** Requests that were answered from a plan. */
  public long hits() {
    return hits.sum();
  }

  /** Plans made. */
  public long fills() {
    return fills.sum();
  }

  /** Targets whose plans gave way to others. */
  public long evictions() {
    return evictions.sum();
  }

  /** Plans that were dropped since what they were made of had changed. */
  public long changes() {
    return changes.sum();
  }

  /** Replies that no plan could be made of, by reason. */
  public Map<String, Long> refusals() {
    Map<String, Long> all = new TreeMap<>();
    refusals.forEach((why, count) -> all.put(why, count.sum()));
    return all;
  }
}
