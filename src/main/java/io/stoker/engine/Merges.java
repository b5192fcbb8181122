package io.stoker.engine;

import io.stoker.api.SlotValues;
import io.stoker.config.Section;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Merged configurations, remembered by what was merged: the same values laid over the same values
 * give the same object, so that a repeated request merges nothing, and two requests with the same
 * configuration have the same object.
 */
final class Merges {

  /** Beyond this the memory starts anew: {@code .htaccess} files that change leave their past. */
  private static final int LIMIT = 20_000;

  /** Two values of which neither is compared by content. */
  private record Pair(SlotValues child, SlotValues parent) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Pair(SlotValues c, SlotValues p) && c == child && p == parent;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(child) * 31 + System.identityHashCode(parent);
    }
  }

  /** Stands for "nothing" in a pair that asks for a part to be left out. */
  private static final SlotValues LEFT_OUT = SlotValues.EMPTY.with(Section.IFS, List.of());

  private final Map<Pair, SlotValues> known = new ConcurrentHashMap<>();
  private final AtomicInteger merged = new AtomicInteger();

  /** {@code child} laid over {@code parent}. */
  SlotValues over(SlotValues child, SlotValues parent) {
    return known(new Pair(child, parent), () -> child.over(parent));
  }

  /** What an If section says but for the Ifs inside it, which are asked for themselves. */
  SlotValues withoutIfs(SlotValues section) {
    return known(new Pair(section, LEFT_OUT), () -> section.with(Section.IFS, null));
  }

  private SlotValues known(Pair pair, Supplier<SlotValues> maker) {
    SlotValues seen = known.get(pair);
    if (seen != null) {
      return seen;
    }
    if (known.size() >= LIMIT) {
      known.clear();
    }
    merged.incrementAndGet();
    SlotValues made = maker.get();
    SlotValues raced = known.putIfAbsent(pair, made);
    return raced == null ? made : raced;
  }

  /** How many merges were done, for tests. */
  int count() {
    return merged.get();
  }
}
