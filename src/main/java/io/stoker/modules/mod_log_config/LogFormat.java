package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.LogItem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled LogFormat. */
final class LogFormat {

  /** Text, or a value with its modifiers. */
  sealed interface Part {}

  record Literal(String text) implements Part {}

  /**
   * @param original whether the first request of a chain of internal redirects is meant
   * @param statuses for which the value is shown; null for all
   * @param negated whether it is shown for all statuses but those
   */
  record Item(
      LogItem.Value value, boolean original, @Nullable Set<Integer> statuses, boolean negated)
      implements Part {

    boolean isShownFor(int status) {
      return statuses == null || statuses.contains(status) != negated;
    }
  }

  private final List<Part> parts;

  LogFormat(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The line of a request, without its end. */
  String line(Exchange first, Exchange last) {
    StringBuilder out = new StringBuilder(160);
    for (Part part : parts) {
      switch (part) {
        case Literal literal -> out.append(literal.text());
        case Item item -> {
          String value =
              item.isShownFor(last.status())
                  ? item.value().of(item.original() ? first : last)
                  : null;
          out.append(value == null ? "-" : value);
        }
      }
    }
    return out.toString();
  }
}
