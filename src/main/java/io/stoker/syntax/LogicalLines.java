package io.stoker.syntax;

import io.stoker.syntax.LogicalLine.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads logical lines one after the other, by the rules of httpd 2.4.
 *
 * <ul>
 *   <li>A backslash right before the line ending joins the next line, however many backslashes
 *       stand before it; a comment is continued too. A backslash at the end of a file without line
 *       ending is an ordinary character.
 *   <li>Joining is repeated on what has been read so far: after {@code \\} at a line's end an empty
 *       line takes the second backslash away and joins a further line.
 *   <li>A NUL ends the line; what follows up to the line feed is not seen.
 *   <li>More than 16 MiB, continued lines and line feed included, is an error.
 * </ul>
 *
 * <p>Reading is a single pass; nothing is kept but the place. Not for use by several threads.
 */
public final class LogicalLines {

  /** The most bytes that a logical line may have. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private final SourceText source;
  private final String text;
  private final boolean joins;
  private int at;
  private int number;
  private int nextNul;

  private LogicalLines(SourceText source, boolean joins) {
    this.source = source;
    this.text = source.text();
    this.joins = joins;
    this.nextNul = text.indexOf('\0');
  }

  /** {@return a reader at the beginning of a file} */
  public static LogicalLines of(SourceText source) {
    return new LogicalLines(source, true);
  }

  /**
   * {@return a reader that begins at the line that starts at {@code offset}}
   *
   * @param offset where a logical line starts
   */
  public static LogicalLines from(SourceText source, int offset) {
    LogicalLines lines = new LogicalLines(source, true);
    lines.at = offset;
    lines.number = source.line(offset) - 1;
    return lines;
  }

  /**
   * {@return a reader over lines that were read as logical lines before, such as the body of a
   * {@code <Macro>}; a backslash at the end of one joins nothing}
   *
   * @param name what messages name as the file
   * @param lines the lines, without line feed; line numbers count them from 1
   */
  public static LogicalLines ofLines(String name, List<String> lines) {
    StringBuilder joined = new StringBuilder();
    for (String line : lines) {
      if (line.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a logical line has no line feed: " + line);
      }
      joined.append(line).append('\n');
    }
    return new LogicalLines(SourceText.of(name, joined.toString()), false);
  }

  /** {@return what is read} */
  public SourceText source() {
    return source;
  }

  /** {@return the number of the physical line read last; 0 before the first} */
  public int number() {
    return number;
  }

  /** {@return the next logical line; null at the end} */
  public @Nullable LogicalLine next() {
    if (at >= text.length()) {
      return null;
    }
    int start = at;
    int seen = readPhysicalLine();
    if (continuation(text, start, seen) >= 0) {
      return joined(start, seen);
    }
    int from = Whitespace.skip(text, start, seen);
    int to = Whitespace.trimEnd(text, from, seen);
    MappedText content = MappedText.at(from, text.substring(from, to));
    return line(start, content, isTooLong(start, seen), false);
  }

  private LogicalLine joined(int start, int firstSeen) {
    MappedText.Builder buffer = new MappedText.Builder(start);
    int from = start;
    int seen = firstSeen;
    long bytes = 0;
    boolean tooLong = false;
    boolean dangling = false;
    while (true) {
      buffer.append(text, from, seen);
      bytes += bytes(from, seen);
      tooLong |= bytes > MAX_BYTES;
      int backslash = continuation(buffer.characters(), 0, buffer.length());
      if (backslash < 0) {
        break;
      }
      bytes -= buffer.length() - backslash;
      buffer.truncate(backslash);
      if (at >= text.length()) {
        number++;
        dangling = true;
        break;
      }
      from = at;
      seen = readPhysicalLine();
    }
    MappedText all = buffer.build();
    int first = Whitespace.skip(all.text(), 0, all.length());
    int last = Whitespace.trimEnd(all.text(), first, all.length());
    return line(start, all.slice(first, last), tooLong, dangling);
  }

  /** Moves behind the next line feed; returns the end of what is seen of the line. */
  private int readPhysicalLine() {
    int start = at;
    int lf = text.indexOf('\n', start);
    at = lf < 0 ? text.length() : lf + 1;
    number++;
    if (nextNul >= 0 && nextNul < start) {
      nextNul = text.indexOf('\0', start);
    }
    return nextNul >= 0 && nextNul < at ? nextNul : at;
  }

  /** The index of the backslash that asks for another line; -1 if there is none. */
  private int continuation(CharSequence read, int start, int end) {
    int i = end;
    if (!joins || i == start || read.charAt(i - 1) != '\n') {
      return -1;
    }
    i--;
    if (i > start && read.charAt(i - 1) == '\r') {
      i--;
    }
    return i > start && read.charAt(i - 1) == '\\' ? i - 1 : -1;
  }

  private LogicalLine line(int start, MappedText content, boolean tooLong, boolean dangling) {
    return new LogicalLine(source, start, at, number, content, kind(content, tooLong), dangling);
  }

  private static Kind kind(MappedText content, boolean tooLong) {
    if (tooLong) {
      return Kind.TOO_LONG;
    }
    if (content.isEmpty()) {
      return Kind.BLANK;
    }
    return content.text().charAt(0) == '#' ? Kind.COMMENT : Kind.STATEMENT;
  }

  /** The bytes that characters take in the file. */
  private long bytes(int from, int to) {
    if (source.charset().equals(StandardCharsets.ISO_8859_1)) {
      return to - from;
    }
    long bytes = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /** Short lines, nearly all, need no counting. */
  private boolean isTooLong(int from, int to) {
    return (to - from) * 3L > MAX_BYTES && bytes(from, to) > MAX_BYTES;
  }
}
