package io.stoker.engine;

import io.stoker.api.explain.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was asked lately, for {@code StokerReplayLog}: a ring in memory, which is written to no
 * file. Of requests that are answered by plans of one target, one in a second is noted, when the
 * cache is told that these are used: so a request that hits costs nothing, and the ring holds more
 * than the latest moment. Noting takes no lock and makes no object.
 */
final class RecentRequests {

  private static final AtomicReferenceArray<Asked> NONE = new AtomicReferenceArray<>(0);

  private volatile AtomicReferenceArray<Asked> ring = NONE;
  private final AtomicLong count = new AtomicLong();

  /**
   * Keeps so many from now on; those before are forgotten where the number is another one.
   *
   * @param size 0 for none
   */
  void keep(int size) {
    if (size != ring.length()) {
      ring = size == 0 ? NONE : new AtomicReferenceArray<>(size);
    }
  }

  boolean isOn() {
    return ring.length() > 0;
  }

  void note(@Nullable Asked asked) {
    AtomicReferenceArray<Asked> now = ring;
    if (asked != null && now.length() > 0) {
      now.set((int) (count.getAndIncrement() % now.length()), asked);
    }
  }

  /** Those that are kept, the latest first, of equal ones the latest. */
  List<Question> latest() {
    AtomicReferenceArray<Asked> now = ring;
    long end = count.get();
    Set<Asked> all = new LinkedHashSet<>();
    for (int i = 1; i <= now.length(); i++) {
      Asked asked = end - i < 0 ? null : now.get((int) ((end - i) % now.length()));
      if (asked != null) {
        all.add(asked);
      }
    }
    List<Question> questions = new ArrayList<>();
    all.forEach(asked -> questions.add(asked.question()));
    return List.copyOf(questions);
  }
}
