package io.stoker.modules.mod_log_config;

import io.stoker.logging.Strftime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A time in a format of strftime, made once for all requests of the same second. */
final class SecondText {

  private static final ZoneId SYSTEM = ZoneId.systemDefault();

  /** The last second that was asked for: most lines are of the second of the line before. */
  private record Written(long second, String text, byte[] octets) {}

  private final Strftime format;
  private final ZoneId zone;
  private volatile @Nullable Written last;

  SecondText(String format) {
    this(format, SYSTEM);
  }

  SecondText(String format, ZoneId zone) {
    this.format = new Strftime(format);
    this.zone = zone;
  }

  String text(long micros) {
    return at(micros).text;
  }

  byte[] octets(long micros) {
    return at(micros).octets;
  }

  private Written at(long micros) {
    long second = Math.floorDiv(micros, 1_000_000L);
    Written before = last;
    if (before != null && before.second == second) {
      return before;
    }
    String text = format.format(Instant.ofEpochSecond(second).atZone(zone));
    Written now = new Written(second, text, text.getBytes(StandardCharsets.ISO_8859_1));
    last = now;
    return now;
  }
}
