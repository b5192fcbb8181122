package io.stoker.parity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as readable text and back: {@code \r \n \t \0 \\ \xNN}, and {@code \{100*a}} for one
 * hundred times {@code a}. Strings hold one byte per character.
 */
final class Escapes {
  /** Shortest run of one character that is written with a count. */
  private static final int LONG_RUN = 65;

  private Escapes() {}

  /** Text to bytes; a backslash before anything else stands for itself. */
  static String decode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      at = c == '\\' && at + 1 < text.length() ? escape(text, at, out) : plain(c, at, out);
    }
    return out.toString();
  }

  private static int plain(char c, int at, StringBuilder out) {
    out.append(c);
    return at + 1;
  }

  private static int escape(String text, int at, StringBuilder out) {
    char kind = text.charAt(at + 1);
    switch (kind) {
      case 'r' -> out.append('\r');
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case '0' -> out.append('\0');
      case '\\' -> out.append('\\');
      case 'x' -> {
        out.append((char) Integer.parseInt(text.substring(at + 2, at + 4), 16));
        return at + 4;
      }
      case '{' -> {
        int end = text.indexOf('}', at);
        int star = text.indexOf('*', at);
        int count = Integer.parseInt(text.substring(at + 2, star));
        out.append(decode(text.substring(star + 1, end)).repeat(count));
        return end + 1;
      }
      default -> {
        out.append('\\');
        return at + 1;
      }
    }
    return at + 2;
  }

  /**
   * Bytes to text. Line feeds stay, a carriage return, tab, other control characters, a backslash
   * and white space at the end of a line become escapes, and so do bytes above 127 unless the whole
   * is valid UTF-8.
   *
   * @param placeholders whether <code>${</code> starts a placeholder (else it is escaped too)
   */
  static String encode(String bytes, boolean placeholders) {
    boolean utf8 = isUtf8(bytes);
    StringBuilder out = new StringBuilder(bytes.length());
    int at = 0;
    while (at < bytes.length()) {
      int run = run(bytes, at);
      String one = encode(bytes, at, utf8, placeholders);
      if (run >= LONG_RUN) {
        out.append("\\{").append(run).append('*').append(one).append('}');
        at += run;
      } else {
        out.append(one);
        at++;
      }
    }
    return out.toString();
  }

  private static int run(String bytes, int at) {
    char c = bytes.charAt(at);
    int end = at + 1;
    while (c != '\n' && c != '}' && end < bytes.length() && bytes.charAt(end) == c) {
      end++;
    }
    return end - at;
  }

  private static String encode(String bytes, int at, boolean utf8, boolean placeholders) {
    char c = bytes.charAt(at);
    char next = at + 1 < bytes.length() ? bytes.charAt(at + 1) : '\n';
    return switch (c) {
      case '\n' -> "\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\0' -> "\\x00";
      case '\\' -> "\\\\";
      case ' ' -> next == '\n' ? "\\x20" : " ";
      case '$' -> next == '{' && !placeholders ? "\\x24" : "$";
      default -> c < ' ' || c == 127 || (c > 127 && !utf8) ? hex(c) : String.valueOf(c);
    };
  }

  private static String hex(char c) {
    return String.format("\\x%02x", (int) c);
  }

  private static boolean isUtf8(String bytes) {
    try {
      byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
