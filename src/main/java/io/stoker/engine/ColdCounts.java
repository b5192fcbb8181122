package io.stoker.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the long way costs, for those who advise: walks to files with all that is merged on them,
 * index files that were found, and names that were negotiated. Nothing of it is counted for a
 * request that a plan answers.
 */
public final class ColdCounts {

  /** Names that are told apart: who makes them up cannot fill the memory. */
  private static final int MOST_NAMES = 64;

  private static final String OTHERS = "(others)";

  private final LongAdder walks = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder negotiations = new LongAdder();
  private final Map<String, LongAdder> indexes = new ConcurrentHashMap<>();

  void walked(long took) {
    walks.increment();
    nanos.add(took);
  }

  /**
   * A request goes on as another one: for a directory with its index file, else with what was
   * negotiated.
   *
   * @param uri that was asked for
   * @param found that stands for it
   */
  void adopted(String uri, String found) {
    if (!uri.endsWith("/")) {
      if (found.startsWith(uri)) {
        negotiations.increment(); // not what FallbackResource puts in the place of all
      }
      return;
    }
    String name = found.substring(found.lastIndexOf('/') + 1);
    boolean isKnown = indexes.containsKey(name) || indexes.size() < MOST_NAMES;
    indexes.computeIfAbsent(isKnown ? name : OTHERS, n -> new LongAdder()).increment();
  }

  /** Walks from the root down to a file. */
  public long walks() {
    return walks.sum();
  }

  /** How long they took in all. */
  public long nanos() {
    return nanos.sum();
  }

  /** Names that stand for several files, of which one was chosen. */
  public long negotiations() {
    return negotiations.sum();
  }

  /** How often each index file was found for a directory. */
  public Map<String, Long> indexes() {
    Map<String, Long> all = new TreeMap<>();
    indexes.forEach((name, count) -> all.put(name, count.sum()));
    return all;
  }
}
