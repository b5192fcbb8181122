package io.stoker.parity;

import java.util.List;
import java.util.Map;

/**
 * A section of a case file: the heading and the lines under it.
 *
 * @param line number of the heading, from 1
 * @param kind first word of the heading
 * @param argument rest of the heading, without attributes
 * @param attributes what stands in parentheses at the end of the heading; an empty value for a
 *     plain word
 * @param lines content without the blank line that separates it from the next heading; each
 *     character stands for a byte
 * @param end number of the line of the next heading (or one behind the last line)
 */
record Section(
    int line,
    String kind,
    String argument,
    Map<String, String> attributes,
    List<String> lines,
    int end) {

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  String attribute(String name, String otherwise) {
    return attributes.getOrDefault(name, otherwise);
  }

  /** The content as one text; every line ends with a line feed. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
