package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.syntax.LogicalLine;
import io.stoker.syntax.LogicalLines;
import io.stoker.syntax.MappedText;
import io.stoker.syntax.Problem;
import io.stoker.syntax.SourceText;
import io.stoker.syntax.Statement;
import io.stoker.syntax.Variables;
import io.stoker.syntax.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first pass: reads files into a tree of directives and carries out at once what acts while a
 * file is read.
 *
 * <p>Source: httpd manual, "Configuration Files" and "Configuration Sections"; what is said of
 * errors was seen on httpd 2.4.71.
 */
final class TreeReader {

  private static final int MAX_INCLUDE_DEPTH = 128;

  /** Deeper than any file that a person wrote; each level costs stack when the tree is walked. */
  private static final int MAX_NESTING = 500;

  /** A dozen macros that use each other twice would fill the memory from a {@code .htaccess}. */
  private static final int MAX_MACRO_LINES_IN_HTACCESS = 100_000;

  private final LoadContext ctx;
  private final OnRead onRead;
  private IncludedFile file;

  /** What holds the file or condition that is being read. */
  private ConfigNode base;

  private int depth;
  private int lastInclude;
  private int nesting;
  private int macroLines;

  TreeReader(LoadContext ctx, OnRead.Admission admission, IncludedFile root) {
    this.ctx = ctx;
    this.onRead = new OnRead(ctx, this, admission);
    this.file = root;
    this.base = ConfigNode.root();
  }

  /** Reads a file that is not included by another. */
  void readMain(String path, ConfigNode into) throws ReadException {
    // httpd shows the line of the last Include, wherever that was: one of -C.
    readFile(file.includeMain(path, lastInclude), into);
  }

  /** Reads the lines of {@code -C} or {@code -c}, or of a file whose text is there already. */
  void readText(String name, String text, ConfigNode into) throws ReadException {
    readAll(LogicalLines.of(SourceText.of(name, text)), into);
  }

  private void readFile(IncludedFile next, ConfigNode into) throws ReadException {
    String text = ctx.includes.read(next.path());
    IncludedFile outer = file;
    file = next;
    try {
      readAll(LogicalLines.of(SourceText.of(next.path(), text)), into);
    } catch (ReadException e) {
      throw e.inFile();
    } finally {
      file = outer;
    }
  }

  void include(String path, boolean optional, int line, ConfigNode into) throws ReadException {
    lastInclude = line;
    if (depth >= MAX_INCLUDE_DEPTH) {
      throw new ReadException(
          "Exceeded maximum include depth of "
              + MAX_INCLUDE_DEPTH
              + ", There appears to be a recursion.",
          null);
    }
    depth++;
    for (String found : ctx.includes.find(path, optional)) {
      readFile(file.include(found, line), into);
    }
    depth--;
  }

  /**
   * Reads an expanded macro, whose lines have places of their own. They stand in the place of the
   * line that used it: a section may begin in them and end behind them.
   */
  ConfigNode readMacro(String name, List<String> lines, ConfigNode into) throws ReadException {
    macroLines += lines.size();
    if (ctx.isHtaccess && macroLines > MAX_MACRO_LINES_IN_HTACCESS) {
      throw new ReadException("macros expand to too many lines", null);
    }
    ConfigNode open = readBlock(LogicalLines.ofLines(name, lines), base, into, null);
    nesting += open.depth() - into.depth();
    if (nesting > MAX_NESTING) {
      throw tooDeep(null);
    }
    return open;
  }

  private void readAll(LogicalLines lines, ConfigNode base) throws ReadException {
    ConfigNode outer = this.base;
    this.base = base;
    ConfigNode open = readBlock(lines, base, base, null);
    this.base = outer;
    if (open == base) {
      return;
    }
    StringBuilder message = new StringBuilder();
    Position last = open.position();
    for (ConfigNode n = open; n != null && n != base; n = n.holder()) {
      message.append(message.isEmpty() ? "" : "\n");
      message.append(n.position()).append(": ").append(n.name()).append("> was not closed.");
      last = n.position();
    }
    throw new ReadException(message.toString(), last);
  }

  /** Reads the lines of a condition that holds. */
  void readCondition(LogicalLines lines, ConfigNode into, String condition) throws ReadException {
    ConfigNode outer = base;
    base = into;
    // A section that is still open at the end of the file counts as closed, as in httpd.
    readBlock(lines, into, into, condition);
    base = outer;
  }

  /**
   * Reads statements until the end of the file or of a condition.
   *
   * @param base what holds the file or condition; it cannot be closed in it
   * @param open the innermost section that is open at the beginning
   * @param condition the section that is being read at once, {@code <IfModule}; null for a file
   * @return the innermost section that is still open, {@code base} if there is none
   */
  private ConfigNode readBlock(
      LogicalLines lines, ConfigNode base, ConfigNode open, @Nullable String condition)
      throws ReadException {
    if (++nesting > MAX_NESTING) {
      throw tooDeep(null);
    }
    int outer = nesting;
    ConfigNode current = open;
    for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
      switch (line.kind()) {
        case BLANK, COMMENT -> {}
        case TOO_LONG -> throw new ReadException(Problem.tooLong(line).message(), position(line));
        case STATEMENT -> {
          if (condition != null && current == base && isEnd(line, condition)) {
            nesting = outer - 1;
            return base;
          }
          current = statement(line, lines, base, current);
        }
      }
    }
    nesting = outer - 1;
    return current;
  }

  private static ReadException tooDeep(@Nullable Position at) {
    return new ReadException("sections nest more than " + MAX_NESTING + " deep", at);
  }

  private static boolean isEnd(LogicalLine line, String condition) {
    String text = line.text().text();
    String end = "</" + condition.substring(1) + ">";
    return text.regionMatches(true, 0, end, 0, end.length());
  }

  private ConfigNode statement(
      LogicalLine line, LogicalLines lines, ConfigNode base, ConfigNode current)
      throws ReadException {
    Position at = position(line);
    Statement statement = Statement.of(resolved(line, at));
    switch (statement.kind()) {
      case NOTHING -> {
        return current;
      }
      case CLOSE -> {
        return close(statement, line, base, current, at);
      }
      default -> {}
    }
    String command = statement.command();
    String args = statement.args().text();
    Modules.Entry entry = ctx.modules.find(command);
    if (entry != null && entry.directive().isOnRead()) {
      try {
        return onRead.carryOut(entry, args, at, lines, current);
      } catch (ReadException e) {
        throw e.orAt(at);
      }
    }
    ConfigNode node = current.add(entry == null ? command : entry.name(), args, at);
    if (statement.kind() != Statement.Kind.OPEN) {
      return current;
    }
    if (entry == null && holdsForeignText(command)) {
      // The lines inside are a program, not directives.
      try {
        skip(lines, command);
      } catch (ReadException e) {
        throw e.orAt(at);
      }
      return current;
    }
    if (++nesting > MAX_NESTING) {
      throw tooDeep(at);
    }
    return node;
  }

  private boolean holdsForeignText(String command) {
    HttpdTables.DirectiveRow row = HttpdTables.get().directive(command);
    return row != null && row.isOnRead() && ctx.modules.wouldKnow(row);
  }

  private ConfigNode close(
      Statement statement, LogicalLine line, ConfigNode base, ConfigNode current, Position at)
      throws ReadException {
    if (current == base) {
      throw new ReadException(Problem.strayClose(statement, line).message(), at);
    }
    if (!statement.hasClosingBracket()) {
      throw new ReadException(Problem.missingBracket(statement, line).message(), at);
    }
    if (!statement.name().equalsIgnoreCase(current.name().substring(1))) {
      throw new ReadException(
          "Expected </" + current.name().substring(1) + "> but saw </" + statement.name() + ">",
          at);
    }
    nesting--;
    ConfigNode outer = current.holder();
    return outer == null ? base : outer;
  }

  private MappedText resolved(LogicalLine line, Position at) {
    Variables.Resolved resolved = Variables.resolve(line.text(), ctx.defines::value);
    for (Variables.Undefined name : resolved.undefined()) {
      ctx.log(at, Messages.UNDEFINED_VARIABLE, name.name());
    }
    return resolved.text();
  }

  /** Reads over the lines of a section whose condition does not hold. */
  void skip(LogicalLines lines, String section) throws ReadException {
    Deque<String> open = new ArrayDeque<>();
    open.push(section.substring(1));
    for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.text().text();
      if (line.kind() == LogicalLine.Kind.TOO_LONG) {
        throw new ReadException(Problem.tooLong(line).message(), position(line));
      }
      if (!text.startsWith("<")) {
        continue;
      }
      String word = new Words(text).next().value();
      if (!word.startsWith("</")) {
        open.push(word.substring(1, word.length() - (word.endsWith(">") ? 1 : 0)));
        continue;
      }
      String closed = word.substring(2, Math.max(2, word.length() - 1));
      String expected = open.pop();
      if (!closed.equalsIgnoreCase(expected)) {
        throw new ReadException("Expected </" + expected + "> but saw </" + closed + ">", null);
      }
      if (open.isEmpty()) {
        return;
      }
    }
    throw new ReadException("Expected </" + open.peek() + "> before end of configuration", null);
  }

  /** The lines of a macro, comments left out, blank lines kept; null where its end is missing. */
  @Nullable List<LogicalLine> macroLines(LogicalLines lines) {
    List<LogicalLine> body = new ArrayList<>();
    int nesting = 1;
    for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.text().text();
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.startsWith("</macro>")) {
        nesting--;
        if (nesting == 0) {
          return body;
        }
      } else if (lower.startsWith("<macro")) {
        nesting++;
      }
      if (line.kind() != LogicalLine.Kind.COMMENT) {
        body.add(line);
      }
    }
    return null;
  }

  static Position position(LogicalLine line) {
    return new Position(line.source().name(), line.number());
  }
}
