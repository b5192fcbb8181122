package io.stoker.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as a case file writes it: heads, an empty line, the content.
 *
 * @param heads status line and header fields of each head
 * @param body the content with escapes and placeholders; empty when there is none
 */
record ReplyText(List<List<String>> heads, String body) {
  /** An HTTP date. */
  static final String DATE = "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";

  private static final String NO_EOL = "\\ No newline at end of body";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

  /** Reads the lines of a {@code reply} section; without a head all of it is content. */
  static ReplyText parse(List<String> lines) {
    List<List<String>> heads = new ArrayList<>();
    int at = 0;
    while (at < lines.size() && lines.get(at).startsWith("HTTP/")) {
      int end = at;
      while (end < lines.size() && !lines.get(end).isEmpty()) {
        end++;
      }
      heads.add(List.copyOf(lines.subList(at, end)));
      boolean interim = lines.get(at).matches("HTTP/1\\.\\d 1\\d\\d.*");
      at = Math.min(end + 1, lines.size());
      if (!interim) {
        break;
      }
    }
    return new ReplyText(heads, body(lines.subList(at, lines.size())));
  }

  /** Content as lines, with a mark when the last one does not end with a line feed. */
  static List<String> bodyLines(String body) {
    List<String> lines = new ArrayList<>(List.of(body.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.add(NO_EOL);
    }
    lines.replaceAll(line -> line.startsWith("==") ? "\\" + line : line);
    return lines;
  }

  private static String body(List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    boolean open = lines.getLast().equals(NO_EOL);
    List<String> content = open ? lines.subList(0, lines.size() - 1) : lines;
    String text = String.join("\n", content) + (open ? "" : "\n");
    return Escapes.encode(Escapes.decode(text), true);
  }

  /** Whether a text matches an expected one, whose placeholders may stand for many texts. */
  static boolean matches(String expected, String got) {
    return expected.equals(got) || like(expected).test(got);
  }

  /** What is true of the texts that match an expected one. */
  static Predicate<String> like(String expected) {
    return expected.contains("${") ? pattern(expected).asMatchPredicate() : expected::equals;
  }

  private static Pattern pattern(String expected) {
    StringBuilder regex = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(expected);
    int at = 0;
    while (placeholder.find()) {
      regex.append(Pattern.quote(expected.substring(at, placeholder.start())));
      regex.append(meaning(placeholder));
      at = placeholder.end();
    }
    return Pattern.compile(regex + Pattern.quote(expected.substring(at)));
  }

  private static String meaning(Matcher placeholder) {
    String literal = Pattern.quote(placeholder.group());
    return switch (placeholder.group(1)) {
      case "ANY" -> "[^\\n]*";
      case "LINES" -> "(?:[^\\n]*\\n)*";
      case "N", "LENGTH" -> "(?:\\d+|" + literal + ")";
      case "DATE" -> "(?:" + DATE + "|" + literal + ")";
      case "HELP" -> "(?:[^\\n]*)";
      default -> literal;
    };
  }
}
