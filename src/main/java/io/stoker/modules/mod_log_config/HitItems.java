package io.stoker.modules.mod_log_config;

import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What differs between two requests that are answered from the same plan. */
final class HitItems {

  static final HitValue PEER =
      (hit, line) -> {
        line.append(hit.connection().remoteText());
        return true;
      };
  static final HitValue LOCAL =
      (hit, line) -> {
        line.append(hit.connection().localText());
        return true;
      };
  static final HitValue SIZE =
      (hit, line) -> {
        line.number(hit.bodyBytes());
        return true;
      };
  static final HitValue SIZE_OR_HYPHEN =
      (hit, line) -> hit.bodyBytes() != 0 && SIZE.append(hit, line);
  static final HitValue STATE =
      (hit, line) -> {
        line.append(hit.aborted() ? 'X' : hit.keptAlive() ? '+' : '-');
        return true;
      };
  static final HitValue THREAD =
      (hit, line) -> {
        line.number(Thread.currentThread().threadId());
        return true;
      };
  static final HitValue THREAD_HEX =
      (hit, line) -> {
        line.hex(Thread.currentThread().threadId());
        return true;
      };

  /** Such a request has no content, so no trailers, and nothing about it was written to a log. */
  static final HitValue NOTHING = (hit, line) -> false;

  private HitItems() {}

  static HitValue number(ToLongFunction<Hit> of) {
    return (hit, line) -> {
      line.number(of.applyAsLong(hit));
      return true;
    };
  }

  /** {@code %{name}i}. */
  static HitValue field(String name) {
    return new Field(name.toLowerCase(Locale.ROOT)) {
      @Override
      boolean append(byte[] head, int start, int end, LogLine line) {
        line.escaped(head, start, end);
        return true;
      }
    };
  }

  /** {@code %{name}C}. */
  static HitValue cookie(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    return new Field("cookie") {
      @Override
      boolean append(byte[] head, int start, int end, LogLine line) {
        return HitCookie.append(head, start, end, wanted, line);
      }
    };
  }

  /** Something about a field of the request. */
  private abstract static class Field implements HitValue {
    private final List<String> fields;
    private final byte[] name;

    Field(String name) {
      this.fields = List.of(name);
      this.name = name.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public List<String> fields() {
      return fields;
    }

    @Override
    public boolean append(Hit hit, LogLine line) {
      long at = hit.field(name);
      return at != Hit.ABSENT && append(hit.head(), (int) (at >>> 32), (int) at, line);
    }

    abstract boolean append(byte[] head, int start, int end, LogLine line);
  }
}
