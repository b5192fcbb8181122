package io.stoker.api;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as configuration writes them: {@code 5}, {@code 500ms}, {@code 10min}, {@code 1h}. */
public final class Durations {

  private static final long MAX_MICROS = Long.MAX_VALUE;

  private Durations() {}

  /**
   * Reads a time: a number, then {@code ms}, {@code s}, {@code mi(n)} or {@code h}; what follows
   * these letters is ignored, and a missing number is 0, as httpd has it.
   *
   * @param defaultUnit for a number alone
   * @return null where it is none: negative, another unit, or more than 64 bits of microseconds
   */
  public static @Nullable Duration parse(String word, ChronoUnit defaultUnit) {
    Numbers.Read number = Numbers.read(word);
    ChronoUnit unit = unit(word.substring(number.end()), defaultUnit);
    if (unit == null || number.overflow() || number.value() < 0) {
      return null;
    }
    long micros = unit.getDuration().toNanos() / 1000;
    if (number.value() > MAX_MICROS / micros) {
      return null;
    }
    return Duration.of(number.value(), unit);
  }

  private static @Nullable ChronoUnit unit(String letters, ChronoUnit defaultUnit) {
    if (letters.isEmpty()) {
      return defaultUnit;
    }
    char second = letters.length() > 1 ? letters.charAt(1) : 0;
    return switch (letters.charAt(0)) {
      case 's' -> ChronoUnit.SECONDS;
      case 'h' -> ChronoUnit.HOURS;
      case 'm' -> second == 's' ? ChronoUnit.MILLIS : second == 'i' ? ChronoUnit.MINUTES : null;
      default -> null;
    };
  }
}
