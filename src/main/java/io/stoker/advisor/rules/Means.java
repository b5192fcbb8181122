package io.stoker.advisor.rules;

import io.stoker.advisor.Measures;

/** Averages that several rules tell. */
final class Means {

  private Means() {}

  /** How long a request takes, in milliseconds; 0 without any. */
  static double millis(Measures live) {
    long requests = live.totals().accesses();
    return requests == 0 ? 0 : live.totals().nanos() / 1e6 / requests;
  }
}
