package io.stoker.mpm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers in arrays, each with one writer at a time and any number of readers. A reader sees each
 * of them whole and soon; an order among them is not promised.
 */
final class Longs {

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private Longs() {}

  static long get(long[] cells, int at) {
    return (long) CELL.getOpaque(cells, at);
  }

  static void set(long[] cells, int at, long value) {
    CELL.setOpaque(cells, at, value);
  }

  /** For the one writer. */
  static void add(long[] cells, int at, long more) {
    CELL.setOpaque(cells, at, cells[at] + more);
  }
}
