package io.stoker.syntax;

import io.stoker.syntax.Words.Word;
import org.jspecify.annotations.Nullable;

/**
 * A logical line split into its first word and the rest, as httpd does before it looks the
 * directive up. The first word may be quoted; one {@code >} at its end is dropped (so {@code
 * <IfModule>} is {@code <IfModule} without arguments), except from a word whose second character is
 * a slash.
 *
 * @param kind which of the three it is
 * @param command the first word as httpd looks it up: {@code Listen}, {@code <Directory}, {@code
 *     </Directory>}
 * @param line the whole line
 * @param commandStart index in the line of the first word, an opening quote included
 * @param commandEnd index in the line after the first word, a dropped {@code >} not included
 * @param args the rest of the line, from its first character that is no white space; of a section
 *     with its {@code >}
 */
public record Statement(
    Kind kind, String command, MappedText line, int commandStart, int commandEnd, MappedText args) {

  /** What a line asks for. */
  public enum Kind {
    /** No word, or an empty one: {@code ""} and what follows it are ignored. */
    NOTHING,
    /** A directive. */
    DIRECTIVE,
    /** Begins a section, if that section is one that is read at once: else a node of the tree. */
    OPEN,
    /** Ends a section. */
    CLOSE
  }

  /** {@return the statement on a line; variables must have been replaced if they shall count} */
  public static Statement of(MappedText line) {
    Words words = new Words(line.text());
    Word first = words.next();
    MappedText args = line.slice(words.position(), line.length());
    String command = first.value();
    if (command.isEmpty()) {
      return new Statement(Kind.NOTHING, "", line, first.start(), first.end(), args);
    }
    boolean slash = command.startsWith("/", 1);
    boolean dropped = !slash && command.endsWith(">");
    if (dropped) {
      command = command.substring(0, command.length() - 1);
    }
    int end = first.end() - (dropped && first.delimiter() == '\0' ? 1 : 0);
    return new Statement(kind(command, slash), command, line, first.start(), end, args);
  }

  private static Kind kind(String command, boolean slash) {
    if (!command.startsWith("<")) {
      return Kind.DIRECTIVE;
    }
    return slash ? Kind.CLOSE : Kind.OPEN;
  }

  /**
   * {@return the name alone: {@code Directory} for {@code <Directory}, {@code </Directory>} and
   * {@code </Directory}; a directive's name is its command}
   */
  public String name() {
    return switch (kind) {
      case NOTHING, DIRECTIVE -> command;
      case OPEN -> command.substring(1);
      case CLOSE -> command.substring(2, command.length() - (hasClosingBracket() ? 1 : 0));
    };
  }

  /** {@return whether the first word still ends with {@code >}; a closing line must} */
  public boolean hasClosingBracket() {
    return command.endsWith(">");
  }

  /**
   * {@return the arguments of a section: those before the last {@code >}, or null if it is missing,
   * for which httpd says {@link Problem#missingBracket}}
   */
  public @Nullable MappedText sectionArgs() {
    int bracket = args.text().lastIndexOf('>');
    return bracket < 0 ? null : args.slice(0, bracket);
  }
}
