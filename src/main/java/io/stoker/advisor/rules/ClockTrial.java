package io.stoker.advisor.rules;

/** How long a look at the clock takes on this machine. */
final class ClockTrial {

  private static final int LOOKS = 20_000;

  private ClockTrial() {}

  /** Nanoseconds of a look; the least of some rounds. */
  static double nanos() {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      long end = start;
      for (int i = 0; i < LOOKS; i++) {
        end = System.nanoTime();
      }
      best = Math.min(best, end - start);
    }
    return (double) best / LOOKS;
  }
}
