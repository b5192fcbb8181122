package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.LogItem;

/** How long a request took ({@code %D}, {@code %T}), and when it ended. */
final class Duration {

  static final LogItem.Value MICROSECONDS = x -> Long.toString(micros(x));

  private Duration() {}

  static LogItem.Value of(String unit) {
    return switch (unit) {
      case "us" -> MICROSECONDS;
      case "ms" -> x -> Long.toString(micros(x) / 1000);
      case "", "s" -> x -> Long.toString(micros(x) / 1_000_000);
      default -> x -> unit;
    };
  }

  /** From the request line to the last byte of the reply. */
  static long micros(Exchange x) {
    Exchange last = x;
    while (last.next() != null) {
      last = java.util.Objects.requireNonNull(last.next());
    }
    long end = last.transfer().endNanos();
    return end == 0 ? 0 : Math.max(0, (end - x.startNanos()) / 1000);
  }
}
