package io.stoker.cli.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page of {@code server-status?auto}, of Stoker or of httpd.
 *
 * @param name of the server, the first line
 * @param fields the other lines by what stands before the colon
 */
record AutoStatus(String name, Map<String, String> fields) {

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException when it is none
   */
  static AutoStatus parse(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    String name = "";
    for (String line : page.split("\n")) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        name = name.isEmpty() ? line.strip() : name;
      } else {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    if (!fields.containsKey("Scoreboard") || !fields.containsKey("BusyWorkers")) {
      throw new IllegalArgumentException("this is no page of server-status?auto");
    }
    return new AutoStatus(name, fields);
  }

  /** A line's text; {@code 0} where the page has no such line. */
  String text(String field) {
    return fields.getOrDefault(field, "0");
  }

  /** A line's number; 0 where the page has no such line, or no number in it. */
  double number(String field) {
    try {
      return Double.parseDouble(fields.getOrDefault(field, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }
}
