package io.stoker.syntax;

import io.stoker.syntax.Node.Blank;
import io.stoker.syntax.Node.Comment;
import io.stoker.syntax.Node.Directive;
import io.stoker.syntax.Node.Section;
import io.stoker.syntax.Node.Stray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration file as a tree, read as it is written: variables are not replaced, nothing
 * is skipped, no directive is known. Faults do not stop the reading; they are in {@link #problems}.
 * Immutable, and its text is that of the file.
 *
 * <p>Sections end as httpd ends them, by names that know no case. Where the names do not fit, a
 * closing line ends the section of its name, leaving open what is inside, if there is one, and
 * stands alone if there is none.
 *
 * @param source the file
 * @param nodes the nodes outside of any section, in order
 * @param problems the faults of structure, in the order in which httpd would meet them
 */
public record ConfigTree(SourceText source, List<Node> nodes, List<Problem> problems) {

  /** Copies the lists. */
  public ConfigTree {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  /** Reads a file; takes time in proportion to its length, however its sections are nested. */
  public static ConfigTree parse(SourceText source) {
    return new Parser(source).parse();
  }

  /** Visits every node, a section before its children, in the order of the file. */
  public void forEach(Consumer<? super Node> visitor) {
    Deque<Node> todo = new ArrayDeque<>();
    push(todo, nodes);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      visitor.accept(node);
      if (node instanceof Section section) {
        push(todo, section.children());
      }
    }
  }

  private static void push(Deque<Node> todo, List<Node> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      todo.push(nodes.get(i));
    }
  }

  /** {@return every node, a section before its children, in the order of the file} */
  public List<Node> all() {
    List<Node> all = new ArrayList<>();
    forEach(all::add);
    return Collections.unmodifiableList(all);
  }

  /** {@return the innermost node that holds the character at {@code offset}, or null if none} */
  public @Nullable Node nodeAt(int offset) {
    Node found = null;
    List<Node> level = nodes;
    while (true) {
      Node next = find(level, offset);
      if (next == null) {
        return found;
      }
      found = next;
      if (!(next instanceof Section section)) {
        return found;
      }
      level = section.children();
    }
  }

  private static @Nullable Node find(List<Node> level, int offset) {
    int low = 0;
    int high = level.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (level.get(middle).start() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Node node = low == 0 ? null : level.get(low - 1);
    return node != null && offset < node.end() ? node : null;
  }

  /** {@return the exact text of the file} */
  @Override
  public String toString() {
    return source.text();
  }

  /** A section whose end has not been seen. */
  private record Open(LogicalLine line, Statement statement, List<Node> children) {
    String key() {
      return ConfigTree.key(statement);
    }
  }

  private static String key(Statement statement) {
    return statement.name().toLowerCase(Locale.ROOT);
  }

  private static final class Parser {
    private final SourceText source;
    private final LogicalLines lines;
    private final List<Node> top = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Integer> openByName = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Parser(SourceText source) {
      this.source = source;
      this.lines = LogicalLines.of(source);
    }

    ConfigTree parse() {
      for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
        switch (line.kind()) {
          case BLANK -> add(new Blank(line));
          case COMMENT -> add(new Comment(line));
          case STATEMENT -> statement(line, line.statement());
          case TOO_LONG -> {
            problems.add(Problem.tooLong(line));
            add(new Stray(line));
          }
        }
      }
      while (!open.isEmpty()) {
        Open unclosed = open.element();
        problems.add(Problem.notClosed(unclosed.statement, unclosed.line));
        pop(null);
      }
      return new ConfigTree(source, top, problems);
    }

    private void statement(LogicalLine line, Statement statement) {
      switch (statement.kind()) {
        case NOTHING, DIRECTIVE -> add(new Directive(line, statement));
        case OPEN -> {
          open.push(new Open(line, statement, new ArrayList<>()));
          openByName.merge(key(statement), 1, Integer::sum);
        }
        case CLOSE -> close(line, statement);
      }
    }

    private void close(LogicalLine line, Statement close) {
      Open innermost = open.peek();
      String key = key(close);
      if (innermost == null) {
        problems.add(Problem.strayClose(close, line));
      } else if (!close.hasClosingBracket()) {
        problems.add(Problem.missingBracket(close, line));
      } else if (!innermost.key().equals(key)) {
        problems.add(Problem.wrongClose(innermost.statement, close, line));
      }
      if (!openByName.containsKey(key)) {
        add(new Stray(line));
        return;
      }
      while (!open.element().key().equals(key)) {
        pop(null);
      }
      pop(line);
    }

    private void pop(@Nullable LogicalLine close) {
      Open ended = open.pop();
      openByName.computeIfPresent(ended.key(), (name, count) -> count == 1 ? null : count - 1);
      add(new Section(ended.line, ended.statement, ended.children, close));
    }

    private void add(Node node) {
      Open innermost = open.peek();
      (innermost == null ? top : innermost.children).add(node);
    }
  }
}
