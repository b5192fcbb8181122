package io.stoker.syntax;

import io.stoker.syntax.LogicalLine.Kind;
import io.stoker.syntax.Node.Command;
import io.stoker.syntax.Node.Directive;
import io.stoker.syntax.Node.Section;
import io.stoker.syntax.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes to a configuration file that leave every other byte as it was.
 *
 * <p>Collect changes, all in terms of the tree as it was read, then {@link #apply}. Changes may not
 * overlap. Each method gives this edit back and throws {@link IllegalArgumentException} for text
 * that would not be read as what it is meant to be: a line feed or a NUL inside, a backslash at the
 * end.
 */
public final class Edit {

  private record Change(int from, int to, String text) {}

  private final SourceText source;
  private final List<Change> changes = new ArrayList<>();

  private Edit(SourceText source) {
    this.source = source;
  }

  /** {@return an edit of the file that {@code tree} was read from} */
  public static Edit of(ConfigTree tree) {
    return new Edit(tree.source());
  }

  /**
   * Puts other arguments in the place of all of a command's arguments.
   *
   * @param args as they shall stand in the file, quoted where needed; of a section without its
   *     {@code >}, which is added if it is missing
   * @throws IllegalArgumentException also if the command is a quoted word that is not closed
   */
  public Edit replaceArguments(Command node, String args) {
    String text = singleLine(trim(args), "arguments");
    return node instanceof Section section
        ? replaceSectionArguments(section, text)
        : replaceRest(node.statement(), node.statement().args(), text);
  }

  private Edit replaceSectionArguments(Section section, String text) {
    Statement statement = section.statement();
    MappedText old = statement.sectionArgs();
    if (old != null) {
      return replaceRest(statement, old, text);
    }
    int end = statement.commandEnd();
    if (statement.line().text().startsWith(">", end)) {
      int bracket = statement.line().sourceEnd(end);
      return change(bracket, bracket, text.isEmpty() ? "" : " " + text);
    }
    return replaceRest(statement, statement.args(), text + ">");
  }

  private Edit replaceRest(Statement statement, MappedText old, String text) {
    Word command = new Words(statement.line().text()).next();
    if (!command.closed()) {
      throw new IllegalArgumentException("a quote is not closed: " + statement.line());
    }
    int commandEnd = statement.line().sourceEnd(command.end());
    boolean joined = old.isEmpty() && old.sourceStart(0) == commandEnd && !text.isEmpty();
    return change(old.sourceStart(0), old.sourceEnd(old.length()), joined ? " " + text : text);
  }

  /**
   * Puts another value in the place of one argument. It is quoted if it has to be, and with the old
   * quotes if the old one was.
   *
   * @param index which argument, from 0
   * @param value what the directive shall get
   * @throws IndexOutOfBoundsException if there is no such argument
   */
  public Edit replaceArgument(Command node, int index, String value) {
    MappedText args = argumentsOf(node);
    Word old = Words.all(args.text()).get(index);
    boolean quoted = old.delimiter() == '"' || old.delimiter() == '\'';
    String word = quoted ? Words.quote(value, old.delimiter()) : Words.quote(value);
    return change(args.sourceStart(old.start()), args.sourceEnd(old.end()), word);
  }

  private static MappedText argumentsOf(Command node) {
    MappedText inner = node instanceof Section ? node.statement().sectionArgs() : null;
    return inner == null ? node.statement().args() : inner;
  }

  /**
   * Inserts lines before a node, indented as it is.
   *
   * @param lines directives, comments or whole sections, a logical line each, without line ending
   */
  public Edit insertBefore(Node node, String... lines) {
    return insert(node.start(), node.line().indentation(), lines);
  }

  /**
   * Inserts lines after a node, after all of a section, indented as it is.
   *
   * @throws IllegalArgumentException if the node is a section that is not closed
   */
  public Edit insertAfter(Node node, String... lines) {
    LogicalLine last = node.line();
    if (node instanceof Section section) {
      last = section.close();
      if (last == null) {
        throw new IllegalArgumentException("<" + section.name() + "> is not closed");
      }
    }
    String indentation = node.line().indentation();
    if (last.lineEnding().isEmpty() || last.dangling()) {
      return insertAtEnd(last, indentation, lines);
    }
    return insert(node.end(), indentation, lines);
  }

  /**
   * Inserts lines at a section's end, indented as its last child is.
   *
   * @throws IllegalArgumentException if the section is not closed
   */
  public Edit append(Section section, String... lines) {
    LogicalLine close = section.close();
    if (close == null) {
      throw new IllegalArgumentException("<" + section.name() + "> is not closed");
    }
    String indentation =
        section.children().reversed().stream()
            .filter(Command.class::isInstance)
            .map(child -> child.line().indentation())
            .findFirst()
            .orElse(section.line().indentation() + "    ");
    return insert(close.start(), indentation, lines);
  }

  private Edit insert(int offset, String indentation, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(logicalLine(indentation, line)).append(source.lineEnding());
    }
    return change(offset, offset, text.toString());
  }

  /** At the end of a file without line ending; a space keeps a last backslash from joining. */
  private Edit insertAtEnd(LogicalLine last, String indentation, String... lines) {
    boolean backslash = last.dangling() || last.raw().endsWith("\\");
    StringBuilder text = new StringBuilder(backslash ? " " : "");
    for (String line : lines) {
      text.append(source.lineEnding()).append(logicalLine(indentation, line));
    }
    return change(last.end(), last.end(), text.toString());
  }

  /** Takes a node out with all of its lines; a section with everything in it. */
  public Edit delete(Node node) {
    return change(node.start(), node.end(), "");
  }

  /** Puts a {@code #} before a directive, or before every line of a section. */
  public Edit commentOut(Command node) {
    if (node instanceof Directive) {
      return commentOut(node.line());
    }
    LogicalLines lines = LogicalLines.from(source, node.start());
    for (LogicalLine line = lines.next();
        line != null && line.start() < node.end();
        line = lines.next()) {
      if (line.kind() == Kind.STATEMENT) {
        commentOut(line);
      }
    }
    return this;
  }

  private Edit commentOut(LogicalLine line) {
    int first = line.text().sourceStart(0);
    return change(first, first, "#");
  }

  private Edit change(int from, int to, String text) {
    changes.add(new Change(from, to, text));
    return this;
  }

  /**
   * {@return the file with all changes made}
   *
   * @throws IllegalArgumentException if two changes overlap, or if a character cannot be written in
   *     the file's character set
   */
  public SourceText apply() {
    String old = source.text();
    List<Change> inOrder = new ArrayList<>(changes);
    inOrder.sort(Comparator.comparingInt(Change::from).thenComparingInt(Change::to));
    StringBuilder text = new StringBuilder(old.length() + 256);
    int done = 0;
    for (Change change : inOrder) {
      if (change.from < done) {
        throw new IllegalArgumentException(
            "two changes overlap at " + source.position(change.from));
      }
      text.append(old, done, change.from).append(change.text);
      done = change.to;
    }
    return source.withText(text.append(old, done, old.length()).toString());
  }

  private static String logicalLine(String indentation, String line) {
    int end = Whitespace.trimEnd(line, 0, line.length());
    return end == 0 ? "" : indentation + singleLine(line.substring(0, end), "line");
  }

  private static String trim(String text) {
    int start = Whitespace.skip(text, 0, text.length());
    return text.substring(start, Whitespace.trimEnd(text, start, text.length()));
  }

  private static String singleLine(String text, String what) {
    boolean continued = text.endsWith("\\");
    if (continued || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " with a line feed, a NUL or a backslash at the end: " + text);
    }
    return text;
  }
}
