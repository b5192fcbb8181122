package io.stoker.modules.mod_reqtimeout;

import io.stoker.api.DirectiveException;
import io.stoker.api.Mergeable;
import io.stoker.api.ReadTimeouts;
import io.stoker.api.ReadTimeouts.Stage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** RequestReadTimeout; null = not said. */
record Limits(@Nullable Stage handshake, @Nullable Stage header, @Nullable Stage body)
    implements Mergeable<Limits> {

  static final Limits UNSET = new Limits(null, null, null);

  private static final Stage HEADER = new Stage(20, 40, 500);
  private static final Stage BODY = new Stage(20, 0, 500);
  private static final String RATE = ",minrate=";

  @Override
  public Limits over(Limits parent) {
    return new Limits(
        handshake == null ? parent.handshake : handshake,
        header == null ? parent.header : header,
        body == null ? parent.body : body);
  }

  ReadTimeouts effective() {
    return new ReadTimeouts(
        handshake == null ? Stage.NONE : handshake,
        header == null ? HEADER : header,
        body == null ? BODY : body);
  }

  /** The same with {@code part=value}. */
  Limits with(String part, String value) throws DirectiveException {
    return switch (part.toLowerCase(Locale.ROOT)) {
      case "handshake" -> new Limits(stage(value), header, body);
      case "header" -> new Limits(handshake, stage(value), body);
      case "body" -> new Limits(handshake, header, stage(value));
      default -> throw new DirectiveException("Unknown RequestReadTimeout parameter");
    };
  }

  private static Stage stage(String value) throws DirectiveException {
    int comma = value.toLowerCase(Locale.ROOT).indexOf(RATE);
    String range = comma < 0 ? value : value.substring(0, comma);
    long rate = 0;
    if (comma >= 0) {
      rate = number(value.substring(comma + RATE.length()));
      if (rate == 0) {
        throw new DirectiveException("Minimum data rate must be larger than 0");
      }
    }
    int dash = range.indexOf('-');
    if (dash < 0) {
      return new Stage(number(range), 0, rate);
    }
    if (rate == 0) {
      throw new DirectiveException("Must set MinRate option if using timeout range");
    }
    long most = number(range.substring(dash + 1));
    long first = number(range.substring(0, dash));
    if (most <= first) {
      throw new DirectiveException("Maximum timeout must be larger than initial timeout");
    }
    return new Stage(first, most, rate);
  }

  private static long number(String text) throws DirectiveException {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int end = start;
    long value = 0;
    while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
      value = Math.min(Integer.MAX_VALUE, value * 10 + Character.digit(text.charAt(end), 10));
      end++;
    }
    if (end == start) {
      throw new DirectiveException("Value '" + text + "' not numerical");
    }
    if (end < text.length()) {
      throw new DirectiveException("Cannot parse '" + text.substring(end) + "'");
    }
    if (text.startsWith("-") && value > 0) {
      throw new DirectiveException("Value must be non-negative");
    }
    return value;
  }
}
