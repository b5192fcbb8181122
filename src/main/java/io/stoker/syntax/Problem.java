package io.stoker.syntax;

/**
 * A fault in the structure of a file, in httpd's words. Whether it counts is for the reader to say:
 * inside a section that is skipped httpd does not look.
 *
 * @param kind what is wrong
 * @param message httpd's sentence, without file and line
 * @param line the line that httpd reports
 */
public record Problem(Kind kind, String message, LogicalLine line) {

  /** The faults of structure. */
  public enum Kind {
    /** A section that the file's end leaves open. */
    NOT_CLOSED,
    /** A closing line of another section than the innermost open one. */
    WRONG_CLOSE,
    /** A closing line where no section is open. */
    STRAY_CLOSE,
    /** A section's first or last line lacks its {@code >}. */
    MISSING_BRACKET,
    /** A line longer than httpd reads. */
    TOO_LONG
  }

  /** {@code <Directory> was not closed.}, reported where it was opened. */
  public static Problem notClosed(Statement open, LogicalLine line) {
    return new Problem(Kind.NOT_CLOSED, open.command() + "> was not closed.", line);
  }

  /** {@code Expected </Directory> but saw </Location>}. */
  public static Problem wrongClose(Statement open, Statement close, LogicalLine line) {
    String message = "Expected </" + open.name() + "> but saw </" + close.name() + ">";
    return new Problem(Kind.WRONG_CLOSE, message, line);
  }

  /** {@code </Directory> without matching <Directory> section}. */
  public static Problem strayClose(Statement close, LogicalLine line) {
    String opening = "<" + close.command().substring(2);
    String message = close.command() + " without matching " + opening + " section";
    return new Problem(Kind.STRAY_CLOSE, message, line);
  }

  /** {@code <Directory> directive missing closing '>'}. */
  public static Problem missingBracket(Statement statement, LogicalLine line) {
    String message = statement.command() + "> directive missing closing '>'";
    return new Problem(Kind.MISSING_BRACKET, message, line);
  }

  /** {@code Error reading FILE at line N: Line too long}. */
  public static Problem tooLong(LogicalLine line) {
    String message =
        "Error reading " + line.source().name() + " at line " + line.number() + ": Line too long";
    return new Problem(Kind.TOO_LONG, message, line);
  }

  /** {@return file, line number and message} */
  @Override
  public String toString() {
    return line.source().name() + ":" + line.number() + ": " + message;
  }
}
