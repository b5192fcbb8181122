package io.stoker.syntax;

/**
 * One line as httpd's parser sees it: continued lines joined, white space at both ends removed.
 *
 * @param source the file it is from
 * @param start offset of its first character in the file
 * @param end offset after its last character, line ending included
 * @param number the line number that httpd reports: that of the last physical line read for it
 * @param text what the parser sees, without the file's variables replaced
 * @param kind what it is at first sight
 * @param dangling whether it asks for a continuation but the file is at its end
 */
public record LogicalLine(
    SourceText source,
    int start,
    int end,
    int number,
    MappedText text,
    Kind kind,
    boolean dangling) {

  /** What a line is before its words are looked at. */
  public enum Kind {
    /** Nothing but white space. */
    BLANK,
    /** Begins with {@code #}. */
    COMMENT,
    /** A directive, or one end of a section: {@link Statement} tells. */
    STATEMENT,
    /**
     * Longer than httpd reads; reading ends with {@code Error reading FILE at line N: Line too
     * long}, even if the line is a comment.
     */
    TOO_LONG
  }

  /** {@return the exact text in the file, with white space, continuations and line ending} */
  public String raw() {
    return source.text().substring(start, end);
  }

  /** {@return the words' first split, variables not replaced} */
  public Statement statement() {
    return Statement.of(text);
  }

  /** {@return the white space that the line begins with, up to its first character} */
  public String indentation() {
    int i = start;
    while (i < end && (source.text().charAt(i) == ' ' || source.text().charAt(i) == '\t')) {
      i++;
    }
    return source.text().substring(start, i);
  }

  /**
   * {@return the line ending: a line feed, return and line feed, or nothing at the end of a file}
   */
  public String lineEnding() {
    String text = source.text();
    if (end == start || text.charAt(end - 1) != '\n') {
      return "";
    }
    return end - 1 > start && text.charAt(end - 2) == '\r' ? "\r\n" : "\n";
  }

  /** {@return where the line's first character that is no white space stands} */
  public Position position() {
    return source.position(text.sourceStart(0));
  }

  /** {@return file, line number and text} */
  @Override
  public String toString() {
    return source.name() + ":" + number + ": " + text;
  }
}
