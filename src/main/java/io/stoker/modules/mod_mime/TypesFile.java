package io.stoker.modules.mod_mime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A file of media types: lines of a type and its extensions; a number sign begins a comment. */
final class TypesFile {

  private TypesFile() {}

  /** The type by extension in lower case; of several lines for one extension the last counts. */
  static Map<String, String> parse(String text) {
    Map<String, String> types = new HashMap<>();
    for (String line : text.split("\n")) {
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      String[] words = trimmed.split("\\s+");
      for (int i = 1; i < words.length; i++) {
        types.put(words[i].toLowerCase(Locale.ROOT), words[0]);
      }
    }
    return Map.copyOf(types);
  }
}
