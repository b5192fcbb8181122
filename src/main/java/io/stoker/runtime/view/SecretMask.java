package io.stoker.runtime.view;

import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.SecretNames;
import io.stoker.config.ConfigReport;
import io.stoker.syntax.LogicalLine;
import io.stoker.syntax.LogicalLines;
import io.stoker.syntax.MappedText;
import io.stoker.syntax.SourceText;
import io.stoker.syntax.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides what is secret in configuration files from all who are shown them, and puts it back into
 * what they send: a line that comes back as it was shown is as it was. A text keeps its lines, so
 * that line numbers hold. Comments are looked into as well, since a password that is out of use is
 * often one that is used elsewhere. Texts are of any kind: characters, or one byte a char.
 */
public final class SecretMask {

  /** Of the command line, whose users can read the files themselves. */
  public static final SecretMask NONE = new SecretMask(List.of());

  private final Map<String, Directive> rows = new HashMap<>();

  /** For the directives of these modules that may hold a secret. */
  public SecretMask(Collection<HttpdModule> modules) {
    for (HttpdModule module : modules) {
      for (Directive row : ConfigReport.directives(module)) {
        if (row.mayHoldSecret()) {
          rows.put(row.name().toLowerCase(Locale.ROOT), row);
        }
      }
    }
  }

  /**
   * A logical line in the file.
   *
   * @param before white space, and the sign of a comment
   * @param body the directive as it is written, continuation lines included
   * @param seen the same as it is read, on one line
   * @param shown the body without secrets
   * @param after white space and the line's end
   */
  private record Line(
      int number, String before, String body, String seen, String shown, String after) {

    /** With a mask that says which of those that look alike it is. */
    Line masked(int which) {
      String mask = SecretNames.HIDDEN + (which == 1 ? "" : Integer.toString(which));
      return new Line(number, before, body, seen, shown.replace(SecretNames.HIDDEN, mask), after);
    }
  }

  /** A text as it may be seen. */
  public String hide(String text) {
    StringBuilder all = new StringBuilder(text.length());
    for (Line line : lines(text)) {
      all.append(line.before()).append(line.shown()).append(line.after());
    }
    return all.toString();
  }

  /**
   * What somebody has sent who was shown the original.
   *
   * @param original null where there was none
   */
  public String restore(String text, @Nullable String original) {
    Map<String, String> hidden = new HashMap<>();
    if (original != null) {
      lines(original).stream()
          .filter(line -> !line.shown().equals(line.body()))
          .forEach(line -> hidden.put(line.shown(), line.body()));
    }
    if (hidden.isEmpty()) {
      return text;
    }
    StringBuilder all = new StringBuilder(text.length());
    for (Line line : lines(text)) {
      String body = hidden.getOrDefault(line.body(), line.body());
      all.append(line.before()).append(body).append(line.after());
    }
    return all.toString();
  }

  /**
   * The numbers of the lines of a restored text in which there is still a mask instead of a secret:
   * those were changed, so that nobody can tell what is to be there.
   */
  public List<Integer> left(String restored, @Nullable String original) {
    if (!restored.contains(SecretNames.HIDDEN)) {
      return List.of();
    }
    Set<String> known = new HashSet<>();
    if (original != null) {
      lines(original).forEach(line -> known.add(line.body()));
    }
    return lines(restored).stream()
        .filter(line -> row(said(line.seen())) != null)
        .filter(line -> line.body().contains(SecretNames.HIDDEN) && !known.contains(line.body()))
        .map(Line::number)
        .toList();
  }

  // ---- lines ----

  /** Lines that differ in nothing but their secret can be told apart: {@code ***}, {@code ***2}. */
  private List<Line> lines(String text) {
    LogicalLines reader = LogicalLines.of(SourceText.of("", text));
    Map<String, Map<String, Integer>> alike = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    for (LogicalLine next = reader.next(); next != null; next = reader.next()) {
      Line line = line(next);
      if (line.shown().equals(line.body())) {
        lines.add(line);
        continue;
      }
      Map<String, Integer> numbers = alike.computeIfAbsent(line.shown(), k -> new HashMap<>());
      lines.add(line.masked(numbers.computeIfAbsent(line.body(), k -> numbers.size() + 1)));
    }
    return lines;
  }

  private Line line(LogicalLine line) {
    String raw = line.raw();
    int from = start(raw);
    int to = raw.length();
    while (to > from && isWhite(raw.charAt(to - 1))) {
      to--;
    }
    String body = raw.substring(from, to);
    String text = line.text().text();
    String seen = text.substring(start(text));
    String before = raw.substring(0, from);
    return new Line(line.number(), before, body, seen, shown(body, seen), raw.substring(to));
  }

  /** Behind white space and the sign of a comment. */
  private static int start(String line) {
    int i = 0;
    while (i < line.length() && (isWhite(line.charAt(i)) || line.charAt(i) == '#')) {
      i++;
    }
    return i;
  }

  private static boolean isWhite(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private @Nullable Directive row(Statement said) {
    return rows.get(said.command().toLowerCase(Locale.ROOT));
  }

  private static Statement said(String seen) {
    return Statement.of(MappedText.at(0, seen));
  }

  /**
   * A directive without its secrets, with as many lines: those before the last have nothing but the
   * sign that they go on.
   *
   * @param body as it is written
   * @param seen as it is read, on one line
   */
  private String shown(String body, String seen) {
    Statement said = said(seen);
    Directive row = row(said);
    if (row == null) {
      return body;
    }
    String args = said.args().text();
    String shown = row.shown(args);
    if (shown.equals(args)) {
      return body;
    }
    String more = body.contains("\r\n") ? "\\\r\n" : "\\\n";
    return more.repeat((int) body.chars().filter(c -> c == '\n').count())
        + seen.substring(0, seen.length() - args.length())
        + shown;
  }
}
