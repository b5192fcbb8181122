package io.stoker.modules.mod_log_config;

import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A LogFormat for the requests that one plan answers: whatever is the same for all of them is text.
 */
final class HitFormat {

  /** One more than values: what stands in front of each, and behind the last. */
  private final byte[][] texts;

  private final HitValue[] values;

  private HitFormat(List<byte[]> texts, List<HitValue> values) {
    this.texts = texts.toArray(byte[][]::new);
    this.values = values.toArray(HitValue[]::new);
  }

  /** Finds out what is the same, from the request that the plan is made of. */
  static HitFormat of(List<LogFormat.Part> parts, Exchange first, Exchange last) {
    List<byte[]> texts = new ArrayList<>();
    List<HitValue> values = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (LogFormat.Part part : parts) {
      HitValue live = part.forHits(first, last);
      if (live == null) {
        text.append(part.text(first, last));
      } else {
        texts.add(octets(text));
        values.add(live);
        text.setLength(0);
      }
    }
    texts.add(octets(text));
    return new HitFormat(texts, values);
  }

  private static byte[] octets(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The request's fields that it reads. */
  List<String> fields() {
    return List.of(values).stream().flatMap(value -> value.fields().stream()).distinct().toList();
  }

  /** Whether it is the same for all of them. */
  boolean isFixed() {
    return values.length == 0;
  }

  /** Adds the line of a hit, without its end. */
  void append(Hit hit, LogLine line) {
    for (int i = 0; i < values.length; i++) {
      line.append(texts[i]);
      if (!values[i].append(hit, line)) {
        line.append('-');
      }
    }
    line.append(texts[values.length]);
  }
}
