package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.HitValue;
import io.stoker.api.LogItem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled LogFormat. */
final class LogFormat {

  /** Text, a value with its modifiers, or a member of a JSON object. */
  sealed interface Part permits Literal, Item, JsonField {

    /** What it says of a chain of requests. */
    String text(Exchange first, Exchange last);

    /** How it is written for the hits of a plan; null where it says the same of all of them. */
    @Nullable HitValue forHits(Exchange first, Exchange last);

    /** Whether it shows the client's name. */
    default boolean namesClient() {
      return false;
    }
  }

  record Literal(String text) implements Part {
    @Override
    public String text(Exchange first, Exchange last) {
      return text;
    }

    @Override
    public @Nullable HitValue forHits(Exchange first, Exchange last) {
      return null;
    }
  }

  /**
   * @param original whether the first request of a chain of internal redirects is meant
   * @param statuses for which the value is shown; null for all
   * @param negated whether it is shown for all statuses but those
   * @param counts whether it is a number
   */
  record Item(
      LogItem.Value value,
      boolean original,
      @Nullable Set<Integer> statuses,
      boolean negated,
      boolean counts)
      implements Part {

    private boolean isShownFor(int status) {
      return statuses == null || statuses.contains(status) != negated;
    }

    @Override
    public String text(Exchange first, Exchange last) {
      String text = textOrNull(first, last);
      return text == null ? "-" : text;
    }

    /** What it says, or null for nothing. */
    @Nullable String textOrNull(Exchange first, Exchange last) {
      return isShownFor(last.status()) ? value.of(original ? first : last) : null;
    }

    @Override
    public boolean namesClient() {
      return value instanceof LogItems.ClientName;
    }

    @Override
    public @Nullable HitValue forHits(Exchange first, Exchange last) {
      return isShownFor(last.status()) ? value.forHits(original ? first : last) : null;
    }
  }

  private final List<Part> parts;
  private final boolean namesClient;

  LogFormat(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.namesClient = parts.stream().anyMatch(Part::namesClient);
  }

  List<Part> parts() {
    return parts;
  }

  /** Whether it shows the client's name, where HostnameLookups gives it one. */
  boolean namesClient() {
    return namesClient;
  }

  /** The line of a request, without its end. */
  String line(Exchange first, Exchange last) {
    StringBuilder out = new StringBuilder(160);
    for (Part part : parts) {
      out.append(part.text(first, last));
    }
    return out.toString();
  }

  /** The same for requests that are answered from a plan. */
  HitFormat forHits(Exchange first, Exchange last) {
    return HitFormat.of(parts, first, last);
  }
}
