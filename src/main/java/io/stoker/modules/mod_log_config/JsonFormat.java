package io.stoker.modules.mod_log_config;

import io.stoker.api.DirectiveException;
import io.stoker.api.Extensions;
import io.stoker.api.LogItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lines that are JSON objects (StokerLogFormatJson): {@code @timestamp} first, then a member for
 * each field.
 *
 * <p>Source of the names: Elastic Common Schema 8.17.
 */
final class JsonFormat {

  private static final String TIMESTAMP = "@timestamp";

  private JsonFormat() {}

  /**
   * Compiles fields.
   *
   * @param fields each {@code name=format}
   */
  static LogFormat parse(List<String> fields, Extensions extensions) throws DirectiveException {
    List<LogFormat.Part> parts = begin();
    Set<String> names = new TreeSet<>(Set.of(TIMESTAMP));
    for (String field : fields) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw new DirectiveException(
            "StokerLogFormatJson: a field is name=format, '" + field + "' is not");
      }
      String name = field.substring(0, equals);
      if (!names.add(name)) {
        throw new DirectiveException("StokerLogFormatJson: field '" + name + "' is there already");
      }
      parts.add(field(name, field.substring(equals + 1), extensions));
    }
    return end(parts);
  }

  /** The meaning of the nickname {@code json} where nothing else was said. */
  static LogFormat ecs(Extensions extensions) throws DirectiveException {
    List<LogFormat.Part> parts = begin();
    parts.add(field("ecs.version", "8.17.0", extensions));
    parts.add(field("log.level", "info", extensions));
    parts.add(field("message", "%r", extensions));
    parts.add(field("event.dataset", "stoker.access", extensions));
    parts.add(field("source.ip", "%a", extensions));
    parts.add(field("user.name", "%u", extensions));
    parts.add(field("http.request.method", "%m", extensions));
    parts.add(field("url.domain", "%V", extensions));
    parts.add(field("url.path", "%U", extensions));
    parts.add(single("url.query", LogItems.QUERY, false));
    parts.add(single("http.version", LogItems.VERSION, false));
    parts.add(field("http.response.status_code", "%>s", extensions));
    parts.add(field("http.response.body.bytes", "%B", extensions));
    parts.add(single("http.request.bytes", LogItems.WIRE_IN, true));
    parts.add(single("http.response.bytes", LogItems.WIRE_OUT, true));
    parts.add(field("http.request.referrer", "%{Referer}i", extensions));
    parts.add(field("user_agent.original", "%{User-Agent}i", extensions));
    parts.add(single("event.duration", Duration.NANOSECONDS, true));
    return end(parts);
  }

  private static List<LogFormat.Part> begin() {
    List<LogFormat.Part> parts = new ArrayList<>();
    parts.add(new LogFormat.Literal("{\"" + TIMESTAMP + "\":\""));
    parts.add(new LogFormat.Item(RequestTime.RFC3339, true, null, false, false));
    parts.add(new LogFormat.Literal("\""));
    return parts;
  }

  private static LogFormat end(List<LogFormat.Part> parts) {
    parts.add(new LogFormat.Literal("}"));
    return new LogFormat(parts);
  }

  private static JsonField field(String name, String format, Extensions extensions)
      throws DirectiveException {
    return new JsonField(name, LogFormatParser.parse(format, extensions).parts());
  }

  private static JsonField single(String name, LogItem.Value value, boolean counts) {
    return new JsonField(name, List.of(new LogFormat.Item(value, true, null, false, counts)));
  }
}
