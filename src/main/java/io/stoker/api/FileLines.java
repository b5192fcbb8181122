package io.stoker.api;

import io.stoker.files.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file that httpd's modules read themselves, such as a password file: without the
 * space around them, joined where one ends in a backslash, without comments and empty lines. One
 * char a byte.
 */
public final class FileLines {

  /** The longest line of a password file, in bytes. */
  public static final int USUAL_LENGTH = 8191;

  /** The longest line of a group file, in bytes. */
  public static final int GREATEST_LENGTH = 16 * 1024 * 1024;

  private static final String NULL = "/dev/null";

  private static final LogMessage NOT_REGULAR =
      LogMessage.error("core", "AH00554", "Access to file %s denied by server: not a regular file");

  private FileLines() {}

  /**
   * What a form makes of the lines of a file, as {@link FileDoor#parsed} keeps it. {@code
   * /dev/null} is a file without lines; whatever else is no regular file is told to the log.
   *
   * @throws IOException where the file cannot be read
   */
  public static <T> T read(Exchange x, String path, FileDoor.Form<T> form) throws IOException {
    if (path.equals(NULL)) {
      return form.parse(new byte[0]);
    }
    try {
      return x.files().parsed(path, form);
    } catch (SystemError e) {
      if (e.errno() == Errno.EBADF.number()) {
        x.log(NOT_REGULAR, path);
      }
      throw e;
    }
  }

  /**
   * The lines up to the first that is too long, where httpd stops reading.
   *
   * @param longest bytes of a line
   */
  public static List<String> of(byte[] content, int longest) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      String piece = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
      if (piece.endsWith("\r")) {
        piece = piece.substring(0, piece.length() - 1);
      }
      boolean goesOn = piece.endsWith("\\") && end >= 0;
      line.append(goesOn ? piece.substring(0, piece.length() - 1) : piece);
      if (line.length() > longest) {
        return lines;
      }
      if (!goesOn) {
        add(line.toString(), lines);
        line.setLength(0);
      }
    }
    add(line.toString(), lines);
    return lines;
  }

  private static void add(String line, List<String> lines) {
    String bare = trimmed(line);
    if (!bare.isEmpty() && bare.charAt(0) != '#') {
      lines.add(bare);
    }
  }

  private static String trimmed(String line) {
    int from = skipSpace(line, 0);
    int to = line.length();
    while (to > from && isSpace(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /**
   * The words of a line up to the first that is empty: between white space, or in quotes, where a
   * backslash takes the meaning of a quote or backslash away.
   */
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (int at = skipSpace(line, 0); at < line.length(); at = skipSpace(line, at)) {
      char quote = line.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      StringBuilder word = new StringBuilder();
      at = quoted ? quoted(line, at + 1, quote, word) : bare(line, at, word);
      if (word.isEmpty()) {
        break;
      }
      words.add(word.toString());
    }
    return words;
  }

  private static int quoted(String line, int from, char quote, StringBuilder word) {
    int at = from;
    while (at < line.length() && line.charAt(at) != quote) {
      char next = at + 1 < line.length() ? line.charAt(at + 1) : '\0';
      if (line.charAt(at) == '\\' && (next == '\\' || next == quote)) {
        at++;
      }
      word.append(line.charAt(at++));
    }
    return at + 1;
  }

  private static int bare(String line, int from, StringBuilder word) {
    int at = from;
    while (at < line.length() && !isSpace(line.charAt(at))) {
      if (line.startsWith("\\\\", at)) {
        at++;
      }
      word.append(line.charAt(at++));
    }
    return at;
  }

  private static int skipSpace(String line, int from) {
    int at = from;
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    return at;
  }
}
