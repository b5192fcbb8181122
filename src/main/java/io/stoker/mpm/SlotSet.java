package io.stoker.mpm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** The free slots of a child: the lowest is taken first. Takes no lock. */
final class SlotSet {

  private final int size;
  private final AtomicLongArray free;
  private final AtomicInteger count;

  /** All of {@code size} slots are free. */
  SlotSet(int size) {
    this.size = size;
    this.free = new AtomicLongArray((size + Long.SIZE - 1) / Long.SIZE);
    this.count = new AtomicInteger(size);
    for (int slot = 0; slot < size; slot++) {
      free.accumulateAndGet(slot / Long.SIZE, 1L << slot, (now, bit) -> now | bit);
    }
  }

  /** Takes a slot; -1 where none is free. */
  int take() {
    for (int word = 0; word < free.length(); word++) {
      long bits = free.get(word);
      while (bits != 0) {
        long lowest = Long.lowestOneBit(bits);
        if (free.compareAndSet(word, bits, bits & ~lowest)) {
          count.decrementAndGet();
          return word * Long.SIZE + Long.numberOfTrailingZeros(lowest);
        }
        bits = free.get(word);
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
