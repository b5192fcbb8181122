package io.stoker.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of {@code src/test/resources/explain}; its README.md says what stands in it. */
record ExplainCase(String config, Map<String, String> files, List<Ask> asks) {

  /** A question with what is expected of it. */
  record Ask(String title, String request, List<String> expected) {}

  static ExplainCase read(Path file) throws IOException {
    StringBuilder config = new StringBuilder();
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    List<Ask> asks = new ArrayList<>();
    StringBuilder into = config;
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("== config")) {
        into = config;
      } else if (line.startsWith("== file ")) {
        into = new StringBuilder();
        files.put(line.substring(8), into);
      } else if (line.startsWith("== ask ")) {
        into = new StringBuilder(line.substring(7)).append('\n');
        asks.add(null);
      } else if (line.equals("--") && !asks.isEmpty()) {
        String[] parts = into.toString().split("\n", 2);
        expected = new ArrayList<>();
        asks.set(asks.size() - 1, new Ask(parts[0], parts[1], expected));
        into = null;
      } else if (into == null) {
        expected.add(line);
      } else {
        into.append(line).append('\n');
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((name, text) -> texts.put(name, text.toString()));
    return new ExplainCase(config.toString(), texts, asks);
  }

  /** The lines below {@code #@ name}, by name: {@code file:line}. */
  Map<String, String> names(String configFile, Path root) {
    Map<String, String> names = new LinkedHashMap<>();
    collect(names, configFile, config);
    files.forEach((file, text) -> collect(names, root.resolve(file).toString(), text));
    return names;
  }

  private static void collect(Map<String, String> names, String file, String text) {
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.startsWith("#@ ")) {
        names.put(line.substring(3), file + ":" + (i + 2));
      }
    }
  }
}
