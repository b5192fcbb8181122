package io.stoker.modules.mod_mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A file of media types: lines of a type and its extensions; a number sign begins a comment. */
final class TypesFile {

  private TypesFile() {}

  /** The type by extension in lower case; of several lines for one extension the last counts. */
  static Map<String, String> parse(String text) {
    Map<String, String> types = new HashMap<>();
    for (String line : text.split("\n")) {
      List<String> words = line.startsWith("#") ? List.of() : words(line);
      for (int i = 1; i < words.size(); i++) {
        types.put(words.get(i).toLowerCase(Locale.ROOT), words.get(0));
      }
    }
    return Map.copyOf(types);
  }

  /** Words between blanks; quotes hold one together. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = skipBlanks(line, 0);
    while (at < line.length()) {
      char first = line.charAt(at);
      boolean quoted = first == '"' || first == '\'';
      int start = quoted ? at + 1 : at;
      int end = start;
      while (end < line.length() && (quoted ? line.charAt(end) != first : line.charAt(end) > ' ')) {
        end++;
      }
      words.add(line.substring(start, end));
      at = skipBlanks(line, quoted ? end + 1 : end);
    }
    return words;
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
