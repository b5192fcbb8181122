package io.stoker.mpm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The free slots of a child. They take turns, so that the scoreboard shows what was done last and
 * before that. Takes no lock.
 */
final class SlotSet {

  private final int size;
  private final AtomicLongArray free;
  private final AtomicInteger count;
  private volatile int turn;

  /** All of {@code size} slots are free. */
  SlotSet(int size) {
    this.size = size;
    this.free = new AtomicLongArray((size + Long.SIZE - 1) / Long.SIZE);
    this.count = new AtomicInteger(size);
    for (int slot = 0; slot < size; slot++) {
      free.accumulateAndGet(slot / Long.SIZE, 1L << slot, (now, bit) -> now | bit);
    }
  }

  /** Takes the next free slot behind the one that was taken last; -1 where none is free. */
  int take() {
    int from = turn;
    int slot = take(from, size);
    if (slot < 0) {
      slot = take(0, from);
    }
    if (slot >= 0) {
      turn = slot + 1 == size ? 0 : slot + 1;
    }
    return slot;
  }

  private int take(int from, int end) {
    for (int word = from / Long.SIZE; word * Long.SIZE < end; word++) {
      long wanted = from > word * Long.SIZE ? -1L << from : -1L;
      long bits = free.get(word) & wanted;
      while (bits != 0) {
        long lowest = Long.lowestOneBit(bits);
        int slot = word * Long.SIZE + Long.numberOfTrailingZeros(lowest);
        if (slot >= end) {
          return -1;
        }
        if ((free.getAndAccumulate(word, lowest, (now, bit) -> now & ~bit) & lowest) != 0) {
          count.decrementAndGet();
          return slot;
        }
        bits = free.get(word) & wanted;
      }
    }
    return -1;
  }

  /** Gives a taken slot back. */
  void give(int slot) {
    free.accumulateAndGet(slot / Long.SIZE, 1L << slot, (now, bit) -> now | bit);
    count.incrementAndGet();
  }

  /** How many are free, or were a moment ago. */
  int free() {
    return count.get();
  }

  int taken() {
    return size - count.get();
  }

  int size() {
    return size;
  }
}
