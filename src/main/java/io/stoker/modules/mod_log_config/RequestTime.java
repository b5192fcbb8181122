package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.LogItem;
import io.stoker.logging.Strftime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** {@code %t} and {@code %{format}t}. */
final class RequestTime {

  private static final Strftime COMMON = new Strftime("[%d/%b/%Y:%H:%M:%S %z]");
  private static final ZoneId ZONE = ZoneId.systemDefault();

  /** The last second that was written: most lines are of the second of the line before. */
  private record Written(long second, String text) {}

  private static volatile @Nullable Written last;

  private RequestTime() {}

  static LogItem.Value of(String argument) {
    boolean atEnd = argument.startsWith("end:");
    String format =
        atEnd || argument.startsWith("begin:")
            ? argument.substring(argument.indexOf(':') + 1)
            : argument;
    ToLongFunction<Exchange> micros =
        atEnd ? x -> x.startMicros() + Duration.micros(x) : Exchange::startMicros;
    return value(format, micros);
  }

  private static LogItem.Value value(String format, ToLongFunction<Exchange> micros) {
    return switch (format) {
      case "" -> x -> common(micros.applyAsLong(x));
      case "sec" -> x -> Long.toString(micros.applyAsLong(x) / 1_000_000);
      case "msec" -> x -> Long.toString(micros.applyAsLong(x) / 1000);
      case "usec" -> x -> Long.toString(micros.applyAsLong(x));
      case "msec_frac" -> x -> digits("%03d", micros.applyAsLong(x) / 1000 % 1000);
      case "usec_frac" -> x -> digits("%06d", micros.applyAsLong(x) % 1_000_000);
      default -> {
        Strftime strftime = new Strftime(format);
        yield x -> strftime.format(time(micros.applyAsLong(x)));
      }
    };
  }

  private static String digits(String format, long value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String common(long micros) {
    long second = Math.floorDiv(micros, 1_000_000L);
    Written before = last;
    if (before != null && before.second == second) {
      return before.text;
    }
    String text = COMMON.format(time(micros));
    last = new Written(second, text);
    return text;
  }

  private static ZonedDateTime time(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000)
        .atZone(ZONE);
  }
}
