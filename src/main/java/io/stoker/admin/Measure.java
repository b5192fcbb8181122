package io.stoker.admin;

import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.Traffic;
import java.time.Instant;
import java.util.List;

/**
 * What was answered since the start, all hosts together.
 *
 * @param errors replies with 5xx
 * @param buckets requests by how long they took, as {@link HostTraffic#bounds} has them
 */
record Measure(Instant at, long requests, long errors, List<Long> buckets) {

  private static final double SHARE = 0.95;

  static Measure of(Traffic traffic, Instant at) {
    long requests = 0;
    long errors = 0;
    long[] buckets = new long[HostTraffic.bounds().length];
    for (HostTraffic host : traffic.hosts()) {
      requests += host.requests();
      for (HostTraffic.Method method : HostTraffic.Method.values()) {
        errors += host.requests(method, HostTraffic.CLASSES);
      }
      long[] ofHost = host.buckets();
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] += ofHost[i];
      }
    }
    return new Measure(at, requests, errors, java.util.Arrays.stream(buckets).boxed().toList());
  }

  /**
   * What was answered between two moments.
   *
   * @param millis that 95 of 100 requests took at most, as well as the buckets tell; 0 without any
   */
  record Span(double seconds, long requests, long errors, double millis) {

    /** Replies with 5xx among all; 0 without any. */
    public double errorShare() {
      return requests == 0 ? 0 : (double) errors / requests;
    }
  }

  Span since(Measure earlier) {
    long[] counts = new long[buckets.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets.get(i) - earlier.buckets.get(i);
    }
    return new Span(
        java.time.Duration.between(earlier.at, at).toMillis() / 1000.0,
        requests - earlier.requests,
        errors - earlier.errors,
        millis(counts));
  }

  private static double millis(long[] counts) {
    long all = java.util.Arrays.stream(counts).sum();
    if (all == 0) {
      return 0;
    }
    double[] bounds = HostTraffic.bounds();
    double wanted = all * SHARE;
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (below + counts[i] >= wanted) {
        double lower = i == 0 ? 0 : bounds[i - 1];
        double upper = Double.isInfinite(bounds[i]) ? lower : bounds[i];
        return 1000 * (lower + (upper - lower) * (wanted - below) / counts[i]);
      }
      below += counts[i];
    }
    return 1000 * bounds[bounds.length - 2];
  }
}
