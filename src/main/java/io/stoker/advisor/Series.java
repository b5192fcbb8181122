package io.stoker.advisor;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A small plot: one curve over time, and the value that it is to be seen beside.
 *
 * @param label of the curve
 * @param unit of its values; empty for a count
 * @param seconds since 1970, ascending
 * @param values one for each of them
 * @param limit a level line; null for none
 * @param limitLabel what the line is
 */
public record Series(
    String label,
    String unit,
    List<Long> seconds,
    List<Double> values,
    @Nullable Double limit,
    String limitLabel) {

  /** A figure of all samples; null where there are too few for a curve. */
  public static @Nullable Series of(
      String label, String unit, List<Sample> samples, ToDoubleFunction<Sample> figure) {
    if (samples.size() < 2) {
      return null;
    }
    return new Series(
        label,
        unit,
        samples.stream().map(Sample::second).toList(),
        samples.stream().map(figure::applyAsDouble).toList(),
        null,
        "");
  }

  /** The same beside a level. */
  public Series beside(String what, double level) {
    return new Series(label, unit, seconds, values, level, what);
  }
}
