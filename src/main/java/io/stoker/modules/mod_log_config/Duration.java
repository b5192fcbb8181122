package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.LogItem;
import java.util.Objects;

/** How long a request took ({@code %D}, {@code %T}), and when it ended. */
final class Duration {

  static final LogItem.Value MICROSECONDS = in(1);

  /** In the unit of ECS, as exact as {@link #MICROSECONDS}. */
  static final LogItem.Value NANOSECONDS = nanoseconds();

  private Duration() {}

  static LogItem.Value of(String unit) {
    return switch (unit) {
      case "us" -> MICROSECONDS;
      case "ms" -> in(1000);
      case "", "s" -> in(1_000_000);
      default -> x -> unit;
    };
  }

  private static LogItem.Value in(int micros) {
    LogItem.Value value = x -> Long.toString(micros(x) / micros);
    return value.live(
        (hit, line) -> {
          line.number(micros(hit) / micros);
          return true;
        });
  }

  private static LogItem.Value nanoseconds() {
    LogItem.Value value = x -> Long.toString(micros(x) * 1000);
    return value.live(
        (hit, line) -> {
          line.number(micros(hit) * 1000);
          return true;
        });
  }

  /** From the request line to the last byte of the reply. */
  static long micros(Exchange x) {
    Exchange last = x;
    while (last.next() != null) {
      last = Objects.requireNonNull(last.next());
    }
    long end = last.transfer().endNanos();
    return end == 0 ? 0 : Math.max(0, (end - x.startNanos()) / 1000);
  }

  static long micros(Hit hit) {
    return Math.max(0, (hit.endNanos() - hit.startNanos()) / 1000);
  }
}
