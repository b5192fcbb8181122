package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.LogItem;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** {@code %t} and {@code %{format}t}. */
final class RequestTime {

  private static final SecondText COMMON = new SecondText("[%d/%b/%Y:%H:%M:%S %z]");

  /** When it began, in UTC, to the microsecond. Source: RFC 3339. */
  static final LogItem.Value RFC3339 = rfc3339();

  private RequestTime() {}

  private static LogItem.Value rfc3339() {
    SecondText seconds = new SecondText("%Y-%m-%dT%H:%M:%S.", ZoneOffset.UTC);
    LogItem.Value value =
        x ->
            seconds.text(x.startMicros())
                + String.format(Locale.ROOT, "%06dZ", Math.floorMod(x.startMicros(), 1_000_000L));
    return value.live(
        (hit, line) -> {
          line.append(seconds.octets(hit.startMicros()))
              .number(Math.floorMod(hit.startMicros(), 1_000_000L), 6)
              .append('Z');
          return true;
        });
  }

  /** When it was, in microseconds since 1970. */
  private record Moment(ToLongFunction<Exchange> of, ToLongFunction<Hit> ofHit) {

    static final Moment BEGIN = new Moment(Exchange::startMicros, Hit::startMicros);
    static final Moment END =
        new Moment(
            x -> x.startMicros() + Duration.micros(x), h -> h.startMicros() + Duration.micros(h));

    LogItem.Value in(SecondText format) {
      LogItem.Value value = x -> format.text(of.applyAsLong(x));
      return value.live(
          (hit, line) -> {
            line.append(format.octets(ofHit.applyAsLong(hit)));
            return true;
          });
    }

    /** A number of {@code width} digits: the time divided by {@code unit}, less whole turns. */
    LogItem.Value number(int unit, long turn, int width) {
      LogItem.Value value =
          x -> String.format(Locale.ROOT, "%0" + width + "d", of.applyAsLong(x) / unit % turn);
      return value.live(
          (hit, line) -> {
            line.number(ofHit.applyAsLong(hit) / unit % turn, width);
            return true;
          });
    }
  }

  static LogItem.Value of(String argument) {
    boolean atEnd = argument.startsWith("end:");
    String format =
        atEnd || argument.startsWith("begin:")
            ? argument.substring(argument.indexOf(':') + 1)
            : argument;
    Moment moment = atEnd ? Moment.END : Moment.BEGIN;
    return switch (format) {
      case "" -> moment.in(COMMON);
      case "sec" -> moment.number(1_000_000, Long.MAX_VALUE, 1);
      case "msec" -> moment.number(1000, Long.MAX_VALUE, 1);
      case "usec" -> moment.number(1, Long.MAX_VALUE, 1);
      case "msec_frac" -> moment.number(1000, 1000, 3);
      case "usec_frac" -> moment.number(1, 1_000_000, 6);
      default -> moment.in(new SecondText(format));
    };
  }
}
