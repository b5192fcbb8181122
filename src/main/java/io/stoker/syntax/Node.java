package io.stoker.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a configuration file; the nodes of a file, one after the other, are its whole text. */
public sealed interface Node {

  /** {@return the line that the node is, or begins with} */
  LogicalLine line();

  /** {@return the offset of the node's first character} */
  default int start() {
    return line().start();
  }

  /** {@return the offset after the node's last character, line ending included} */
  default int end() {
    return line().end();
  }

  /** {@return the exact text of the node in the file} */
  default String raw() {
    return line().source().text().substring(start(), end());
  }

  /** A node with a command and arguments. */
  sealed interface Command extends Node {

    /** {@return the line split into command and arguments, variables not replaced} */
    Statement statement();

    /** {@return the directive's or section's name as it is written} */
    default String name() {
      return statement().name();
    }

    /** {@return the arguments as they are written; a section's without its {@code >}} */
    String args();
  }

  /** A directive on its (logical) line. */
  record Directive(LogicalLine line, Statement statement) implements Command {
    @Override
    public String args() {
      return statement.args().text();
    }
  }

  /** A comment. */
  record Comment(LogicalLine line) implements Node {}

  /** A line without a character that counts. */
  record Blank(LogicalLine line) implements Node {}

  /** A line that belongs nowhere: a stray closing line, or one that is too long. */
  record Stray(LogicalLine line) implements Node {}

  /** A section with its lines; two are equal only if they are the same. */
  final class Section implements Command {
    private final LogicalLine line;
    private final Statement statement;
    private final List<Node> children;
    private final @Nullable LogicalLine close;
    private final int end;

    Section(
        LogicalLine line, Statement statement, List<Node> children, @Nullable LogicalLine close) {
      this.line = line;
      this.statement = statement;
      this.children = List.copyOf(children);
      this.close = close;
      this.end = close != null ? close.end() : endOfLast(line, this.children);
    }

    private static int endOfLast(LogicalLine line, List<Node> children) {
      return children.isEmpty() ? line.end() : children.getLast().end();
    }

    @Override
    public LogicalLine line() {
      return line;
    }

    @Override
    public Statement statement() {
      return statement;
    }

    @Override
    public String args() {
      MappedText args = statement.sectionArgs();
      return (args == null ? statement.args() : args).text();
    }

    /** {@return the nodes between the first and the last line, in order} */
    public List<Node> children() {
      return children;
    }

    /** {@return the closing line; null if the section is not closed} */
    public @Nullable LogicalLine close() {
      return close;
    }

    @Override
    public int end() {
      return end;
    }

    /** {@return the first line} */
    @Override
    public String toString() {
      return line.toString();
    }
  }
}
