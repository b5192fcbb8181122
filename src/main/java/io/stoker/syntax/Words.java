package io.stoker.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into words by httpd's rules.
 *
 * <p>A word that begins with a quote, single or double, reaches to the next one of its kind, or to
 * the end of the text if there is none; inside, a backslash before that quote or before a backslash
 * is removed. Any other word reaches to the next white space; in it two backslashes become one and
 * quotes are ordinary. What follows a closing quote at once is the next word.
 *
 * <p>Moves through its text like an iterator; not for use by several threads.
 */
public final class Words {

  private final String text;
  private int at;

  /** Begins at the first character of {@code text}. */
  public Words(String text) {
    this.text = text;
  }

  /**
   * A word and where it stands.
   *
   * @param value what the directive gets: without quotes and escapes
   * @param start index of its first character, an opening quote included
   * @param end index after its last character, a closing quote included
   * @param delimiter the quote, or the opening brace, it was written with; NUL if none
   * @param closed false if the text ends before the quote or brace is closed
   */
  public record Word(String value, int start, int end, char delimiter, boolean closed) {}

  /** {@return all words of a text} */
  public static List<Word> all(String text) {
    List<Word> all = new ArrayList<>();
    Words words = new Words(text);
    while (words.hasNext()) {
      all.add(words.next());
    }
    return List.copyOf(all);
  }

  /** {@return whether anything but white space is left} */
  public boolean hasNext() {
    return Whitespace.skip(text, at, text.length()) < text.length();
  }

  /** {@return what is left, unchanged but for white space before it; the argument of RAW_ARGS} */
  public String rest() {
    return text.substring(position());
  }

  /** {@return the index at which the next word begins; the text's length if there is none} */
  public int position() {
    return Whitespace.skip(text, at, text.length());
  }

  /** {@return the next word; an empty one at the end of the text} */
  public Word next() {
    int start = position();
    char quote = start < text.length() ? text.charAt(start) : '\0';
    return quote == '"' || quote == '\'' ? quoted(start, quote) : bare(start);
  }

  /**
   * {@return the next word, where one that begins with a brace reaches to the brace that closes it,
   * braces inside counted} Nothing escapes a brace.
   */
  public Word nextOrBraced() {
    int start = position();
    return start < text.length() && text.charAt(start) == '{' ? braced(start) : next();
  }

  private Word quoted(int start, char quote) {
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += isEscape(i, text.length(), quote) ? 2 : 1;
    }
    return word(start, start + 1, i, quote, quote);
  }

  private Word braced(int start) {
    int depth = 1;
    int i = start + 1;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        break;
      }
    }
    return word(start, start + 1, i, '{', '\0');
  }

  private Word bare(int start) {
    int end = start;
    while (end < text.length() && !Whitespace.is(text.charAt(end))) {
      end++;
    }
    at = end;
    return new Word(unescape(start, end, '\0'), start, end, '\0', true);
  }

  private Word word(int start, int from, int to, char delimiter, char escapable) {
    boolean closed = to < text.length();
    at = closed ? to + 1 : to;
    return new Word(unescape(from, to, escapable), start, at, delimiter, closed);
  }

  private String unescape(int from, int to, char quote) {
    if (text.indexOf('\\', from, to) < 0) {
      return text.substring(from, to);
    }
    StringBuilder value = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (isEscape(i, to, quote)) {
        i++;
      }
      value.append(text.charAt(i));
    }
    return value.toString();
  }

  private boolean isEscape(int i, int end, char quote) {
    if (text.charAt(i) != '\\' || i + 1 >= end) {
      return false;
    }
    char next = text.charAt(i + 1);
    return next == '\\' || (quote != '\0' && next == quote);
  }

  /**
   * Writes a value so that reading the word gives it back, with quotes only where they are needed.
   *
   * @throws IllegalArgumentException if the value has a line feed or a NUL, which no word can hold
   */
  public static String quote(String value) {
    return needsQuotes(value) ? quote(value, '"') : singleLine(value);
  }

  /**
   * Writes a value between quotes.
   *
   * @param quote {@code "} or {@code '}
   * @throws IllegalArgumentException if the value has a line feed or a NUL
   */
  public static String quote(String value, char quote) {
    StringBuilder word = new StringBuilder(value.length() + 2).append(quote);
    for (char c : singleLine(value).toCharArray()) {
      if (c == '\\' || c == quote) {
        word.append('\\');
      }
      word.append(c);
    }
    return word.append(quote).toString();
  }

  private static boolean needsQuotes(String value) {
    return value.isEmpty()
        || value.charAt(0) == '"'
        || value.charAt(0) == '\''
        || value.charAt(0) == '{'
        || value.endsWith("\\")
        || value.contains("\\\\")
        || value.chars().anyMatch(c -> Whitespace.is((char) c));
  }

  private static String singleLine(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word holds no line feed and no NUL: " + text);
    }
    return text;
  }
}
