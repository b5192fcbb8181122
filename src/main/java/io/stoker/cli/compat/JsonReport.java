package io.stoker.cli.compat;

import io.stoker.api.Product;
import io.stoker.files.ByteNames;
import io.stoker.reference.Rating.Grade;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The whole report as JSON, all characters ASCII. */
final class JsonReport {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private JsonReport() {}

  static String of(RatedConfiguration configuration) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("stoker", Product.VERSION);
    report.put("httpd", Product.HTTPD_VERSION);
    report.put("files", configuration.files().stream().map(ByteNames::toText).toList());
    report.put("totals", totals(configuration));
    report.put("directives", configuration.lines().stream().map(JsonReport::line).toList());
    report.put("faults", configuration.faults().stream().map(JsonReport::fault).toList());
    return MAPPER.writeValueAsString(report);
  }

  private static Map<String, Object> totals(RatedConfiguration configuration) {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (Grade grade : Grade.values()) {
      totals.put(key(grade), configuration.count(grade));
    }
    totals.put("not-read", configuration.leftOut());
    return totals;
  }

  private static Map<String, Object> line(RatedLine line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", ByteNames.toText(line.file()));
    fields.put("line", line.line());
    fields.put("directive", ByteNames.toText(line.tag()));
    fields.put("arguments", ByteNames.toText(line.arguments()));
    fields.put("rating", key(line.rating().grade()));
    if (!line.rating().why().isEmpty()) {
      fields.put("reason", ByteNames.toText(line.rating().why()));
    }
    fields.put("read", line.leftOut() == null);
    if (line.leftOut() != null) {
      fields.put("condition", ByteNames.toText(line.leftOut()));
    }
    return fields;
  }

  private static Map<String, Object> fault(Fault fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", ByteNames.toText(fault.file()));
    fields.put("line", fault.line());
    fields.put("message", ByteNames.toText(fault.message()));
    return fields;
  }

  private static String key(Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
