package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogLine;
import io.stoker.http.Escapes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of the object that a request is logged as, with the comma before it. A value of one
 * item is a number where the item counts something, and the member is left out where the item has
 * nothing to say; several items make a string, with hyphens for those.
 */
final class JsonField implements LogFormat.Part {

  private final String name;
  private final byte[] nameOctets;
  private final List<LogFormat.Part> parts;
  private final LogFormat.@Nullable Item single;

  /**
   * @param name what the member is called
   * @param parts of a LogFormat
   */
  JsonField(String name, List<LogFormat.Part> parts) {
    this.name = ",\"" + JsonText.escape(Escapes.logItem(name)) + "\":";
    this.nameOctets = this.name.getBytes(StandardCharsets.ISO_8859_1);
    this.parts = parts.stream().map(JsonField::escaped).toList();
    this.single =
        parts.size() == 1 && parts.getFirst() instanceof LogFormat.Item item ? item : null;
  }

  /** A text between items is escaped as items are, since all is unescaped together. */
  private static LogFormat.Part escaped(LogFormat.Part part) {
    return part instanceof LogFormat.Literal(String text)
        ? new LogFormat.Literal(Escapes.logItem(text))
        : part;
  }

  @Override
  public boolean namesClient() {
    return parts.stream().anyMatch(LogFormat.Part::namesClient);
  }

  @Override
  public String text(Exchange first, Exchange last) {
    if (single == null) {
      StringBuilder all = new StringBuilder();
      parts.forEach(part -> all.append(part.text(first, last)));
      return name + '"' + JsonText.escape(all.toString()) + '"';
    }
    String value = single.textOrNull(first, last);
    if (value == null) {
      return "";
    }
    return single.counts() && isNumber(value)
        ? name + value
        : name + '"' + JsonText.escape(value) + '"';
  }

  @Override
  public @Nullable HitValue forHits(Exchange first, Exchange last) {
    if (single != null) {
      HitValue value = single.forHits(first, last);
      return value == null ? null : new Single(nameOctets, value, single.counts());
    }
    HitFormat all = HitFormat.of(parts, first, last);
    return all.isFixed() ? null : new Several(nameOctets, all);
  }

  /** As RFC 8259 has it, whole and without a sign. */
  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.equals("0") || (!text.isEmpty() && text.charAt(0) != '0');
  }

  private record Single(byte[] name, HitValue value, boolean counts) implements HitValue {
    @Override
    public boolean append(Hit hit, LogLine line) {
      int before = line.length();
      line.append(name);
      if (!counts) {
        line.append('"');
      }
      int start = line.length();
      if (!value.append(hit, line)) {
        line.shorten(before);
      } else if (!counts) {
        JsonText.escape(line, start);
        line.append('"');
      }
      return true;
    }

    @Override
    public List<String> fields() {
      return value.fields();
    }
  }

  private record Several(byte[] name, HitFormat all) implements HitValue {
    @Override
    public boolean append(Hit hit, LogLine line) {
      line.append(name).append('"');
      int start = line.length();
      all.append(hit, line);
      JsonText.escape(line, start);
      line.append('"');
      return true;
    }

    @Override
    public List<String> fields() {
      return all.fields();
    }
  }
}
