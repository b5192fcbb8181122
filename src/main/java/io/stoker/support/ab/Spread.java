package io.stoker.support.ab;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * How one of the times of all requests is spread.
 *
 * @param micros sorted
 */
record Spread(long[] micros) {

  static Spread of(Tally.Sample[] samples, ToLongFunction<Tally.Sample> time) {
    long[] micros = Arrays.stream(samples).mapToLong(time).toArray();
    Arrays.sort(micros);
    return new Spread(micros);
  }

  long min() {
    return micros.length == 0 ? 0 : micros[0];
  }

  long max() {
    return micros.length == 0 ? 0 : micros[micros.length - 1];
  }

  double mean() {
    return Arrays.stream(micros).average().orElse(0);
  }

  double deviation() {
    if (micros.length < 2) {
      return 0;
    }
    double mean = mean();
    double squares = 0;
    for (long value : micros) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (micros.length - 1));
  }

  double median() {
    int half = micros.length / 2;
    if (micros.length == 0) {
      return 0;
    }
    return micros.length % 2 == 1 ? micros[half] : (micros[half - 1] + micros[half]) / 2.0;
  }

  /** The time that so many of a hundred did not exceed. */
  long percentile(int percent) {
    int at = (int) ((long) micros.length * percent / 100);
    return micros.length == 0 ? 0 : micros[Math.min(at, micros.length - 1)];
  }

  static long millis(double micros) {
    return Math.round(micros / 1000);
  }
}
