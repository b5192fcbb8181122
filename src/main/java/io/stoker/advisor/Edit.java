package io.stoker.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change does at one place of its file.
 *
 * @param kind what is done
 * @param line from 1: the one that is replaced, or that the new ones come after; 0 for the end of
 *     the file
 * @param before the line's words as they are; empty where lines are added
 * @param after the words that stand there then, a line each
 * @param scope where that is: {@code main}, a virtual host, a section
 */
public record Edit(Kind kind, int line, String before, List<String> after, String scope) {

  /** What is done to a file. */
  public enum Kind {
    /** Other words stand in the line. */
    REPLACE,
    /** The line becomes a comment. */
    REMOVE,
    /** Lines come after it. */
    ADD
  }

  /** The directive that it says; empty where it is of several lines. */
  String directive() {
    return after.size() == 1 ? after.getFirst().replaceFirst("\\s.*", "") : "";
  }

  /** The text with it; null where the line is not what it was taken for. */
  @Nullable String applied(String text) {
    return kind == Kind.ADD ? added(text) : isWhole(text) ? replaced(text) : null;
  }

  private boolean isWhole(String text) {
    List<String> lines = text.lines().toList();
    int at = line - 1;
    if (at < 0 || at >= lines.size()) {
      return false;
    }
    String said = lines.get(at);
    String name = before.replaceFirst("\\s.*", "").toLowerCase(Locale.ROOT);
    return said.strip().toLowerCase(Locale.ROOT).startsWith(name)
        && !said.endsWith("\\")
        && (at == 0 || !lines.get(at - 1).endsWith("\\"));
  }

  private String replaced(String text) {
    int start = startOf(text, line);
    int end = endOf(text, start);
    int from = start;
    while (from < end && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    String words = kind == Kind.REMOVE ? "# " + text.substring(from, end) : after.getFirst();
    return text.substring(0, from) + words + text.substring(end);
  }

  private @Nullable String added(String text) {
    String ending = text.contains("\r\n") ? "\r\n" : "\n";
    if (line == 0) {
      boolean isEnded = text.isEmpty() || text.endsWith("\n");
      return text + (isEnded ? "" : ending) + lines("", ending);
    }
    int start = startOf(text, line);
    int end = endOf(text, start);
    if (end > start && text.charAt(end - 1) == '\\') {
      return null;
    }
    String indent = text.substring(start, end).replaceFirst("\\S.*", "");
    int next = text.indexOf('\n', end) + 1;
    return next == 0
        ? text + ending + lines(indent, ending)
        : text.substring(0, next) + lines(indent, ending) + text.substring(next);
  }

  private String lines(String indent, String ending) {
    List<String> all = new ArrayList<>();
    after.forEach(words -> all.add(indent + words + ending));
    return String.join("", all);
  }

  private static int startOf(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start;
  }

  private static int endOf(String text, int start) {
    int end = text.indexOf('\n', start);
    end = end < 0 ? text.length() : end;
    return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }
}
