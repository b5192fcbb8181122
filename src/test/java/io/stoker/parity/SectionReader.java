package io.stoker.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the lines of a case file into sections and checks their headings. */
final class SectionReader {
  private static final String MARK = "== ";
  private static final Pattern HEADING =
      Pattern.compile("== ([a-z]+):?(?:\\s+(.*?))?(?:\\s*\\(([^()]*)\\))?\\s*");

  private static final Set<String> FILE =
      Set.of("mode", "mtime", "size", "base64", "noeol", "escaped", "owner");

  /** Section kinds and the attributes that each of them knows. */
  private static final Map<String, Set<String>> KINDS =
      Map.ofEntries(
          Map.entry("note", Set.of()),
          Map.entry("modules", Set.of()),
          Map.entry("preamble", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("file", FILE),
          Map.entry("dir", Set.of("mode", "mtime", "owner")),
          Map.entry("link", Set.of("owner")),
          Map.entry("delete", Set.of()),
          Map.entry(
              "request",
              Set.of(
                  "same connection",
                  "pipelined",
                  "raw",
                  "half-close",
                  "continue",
                  "decoded",
                  "from",
                  "to",
                  "port")),
          Map.entry("reply", Set.of("none", "0.9", "closed", "truncated")),
          Map.entry("differs", Set.of("none", "0.9", "closed", "truncated", "exit")),
          Map.entry("log", Set.of()),
          Map.entry("customlog", Set.of()),
          Map.entry("check", Set.of("flags", "start")),
          Map.entry("output", Set.of()),
          Map.entry("exit", Set.of()));

  private final String file;
  private final List<String> lines;

  SectionReader(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** All sections in order; what stands before the first heading is a comment. */
  List<Section> read() {
    List<Section> sections = new ArrayList<>();
    int at = next(0);
    while (at < lines.size()) {
      int end = next(at + 1);
      sections.add(section(at, end));
      at = end;
    }
    return sections;
  }

  private int next(int from) {
    int at = from;
    while (at < lines.size() && !lines.get(at).startsWith(MARK)) {
      at++;
    }
    return at;
  }

  private Section section(int at, int end) {
    Matcher heading = HEADING.matcher(lines.get(at));
    if (!heading.matches()) {
      throw problem(at, "not a section heading: " + lines.get(at));
    }
    String kind = heading.group(1);
    Set<String> known = KINDS.get(kind);
    if (known == null) {
      throw problem(at, "unknown section '" + kind + "' (known: " + KINDS.keySet() + ")");
    }
    String argument = heading.group(2) == null ? "" : heading.group(2);
    Map<String, String> attributes = attributes(at, heading.group(3), known);
    List<String> content = new ArrayList<>(lines.subList(at + 1, end));
    if (!content.isEmpty() && content.getLast().isEmpty()) {
      content.removeLast();
    }
    content.replaceAll(line -> line.startsWith("\\==") ? line.substring(1) : line);
    return new Section(at + 1, kind, argument, attributes, List.copyOf(content), end + 1);
  }

  private Map<String, String> attributes(int at, @Nullable String text, Set<String> known) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (text == null) {
      return attributes;
    }
    for (String item : text.split(",")) {
      int equals = item.indexOf('=');
      String name = (equals < 0 ? item : item.substring(0, equals)).strip();
      if (!known.contains(name)) {
        throw problem(at, "unknown attribute '" + name + "' (known: " + known + ")");
      }
      attributes.put(name, equals < 0 ? "" : item.substring(equals + 1).strip());
    }
    return attributes;
  }

  private CaseException problem(int at, String text) {
    return new CaseException(file, at + 1, text);
  }
}
