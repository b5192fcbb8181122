package io.stoker.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one configuration file; writing it back gives the very bytes that were read.
 *
 * <p>A file that is valid UTF-8 is read as UTF-8, any other as ISO-8859-1, so that no byte is lost
 * either way. A byte order mark and carriage returns are ordinary characters, as they are to httpd.
 * Offsets count {@code char}s from 0, lines and columns count from 1. Immutable.
 */
public final class SourceText {

  private final String name;
  private final String text;
  private final Charset charset;
  private final int[] lineStarts;

  private SourceText(String name, String text, Charset charset) {
    this.name = name;
    this.text = text;
    this.charset = charset;
    this.lineStarts = lineStarts(text);
  }

  /**
   * Reads a file's bytes.
   *
   * @param name the file's name as messages shall print it
   */
  public static SourceText of(String name, byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return new SourceText(name, text, StandardCharsets.UTF_8);
    } catch (CharacterCodingException notUtf8) {
      return new SourceText(
          name, new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Takes text that came from no file; it is written as UTF-8.
   *
   * @throws IllegalArgumentException if the text has half a surrogate pair
   */
  public static SourceText of(String name, String text) {
    return new SourceText(name, writable(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * {@return this file with another text, in the same character set}
   *
   * @throws IllegalArgumentException if a character cannot be written in this file's character set
   */
  public SourceText withText(String newText) {
    return new SourceText(name, writable(newText, charset), charset);
  }

  private static String writable(String text, Charset charset) {
    if (!charset.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("text has a character that " + charset + " cannot write");
    }
    return text;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[Math.max(16, text.length() / 32)];
    int count = 1;
    for (int lf = text.indexOf('\n'); lf >= 0; lf = text.indexOf('\n', lf + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = lf + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  /** {@return the file's name as messages print it} */
  public String name() {
    return name;
  }

  /** {@return the whole text} */
  public String text() {
    return text;
  }

  /** {@return UTF-8, or ISO-8859-1 if the file is not valid UTF-8} */
  public Charset charset() {
    return charset;
  }

  /** {@return the length in characters} */
  public int length() {
    return text.length();
  }

  /** {@return the file's bytes, identical to those read} */
  public byte[] toBytes() {
    return text.getBytes(charset);
  }

  /** {@return the physical line, from 1, that holds the character at {@code offset}} */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** {@return the number of physical lines; text after the last line feed counts as one} */
  public int lineCount() {
    boolean endsWithLineFeed = lineStarts[lineStarts.length - 1] == text.length();
    return endsWithLineFeed ? lineStarts.length - 1 : lineStarts.length;
  }

  /**
   * {@return the offset of the first character of a physical line}
   *
   * @param line from 1
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** {@return file, line and column of the character at {@code offset}} */
  public Position position(int offset) {
    int line = line(offset);
    return new Position(name, line, offset - lineStart(line) + 1);
  }

  /** {@return the line ending of this file's first line; a line feed if it has none} */
  public String lineEnding() {
    int lf = text.indexOf('\n');
    return lf > 0 && text.charAt(lf - 1) == '\r' ? "\r\n" : "\n";
  }

  /** {@return the text} */
  @Override
  public String toString() {
    return text;
  }
}
