package io.stoker.modules.mod_log_config;

import io.stoker.api.LogLine;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What an item says, as the inside of a JSON string (RFC 8259, section 7). Items come escaped as
 * httpd does it, {@code \xe9} for an octet: that is undone first. Octets that are UTF-8 stand for
 * what they mean; each other one stays readable as {@code \xe9}, its backslash escaped.
 *
 * <p>Strings hold one octet in each char, as everywhere in a log.
 */
final class JsonText {

  private JsonText() {}

  /** Rewrites what stands in the line from {@code start} on; nothing is made where it may stay. */
  static void escape(LogLine line, int start) {
    byte[] octets = line.octets();
    int end = line.length();
    for (int i = start; i < end; i++) {
      if (!isPlain(octets[i])) {
        String text = new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
        line.shorten(start).append(escape(text));
        return;
      }
    }
  }

  /** The same for a text. */
  static String escape(String item) {
    for (int i = 0; i < item.length(); i++) {
      if (!isPlain((byte) item.charAt(i))) {
        return string(octets(item));
      }
    }
    return item;
  }

  private static boolean isPlain(byte octet) {
    return octet >= 0x20 && octet < 0x7f && octet != '"' && octet != '\\';
  }

  /** Undoes {@link io.stoker.http.Escapes#logItem}. A backslash that it did not write stays. */
  private static ByteBuffer octets(String item) {
    ByteBuffer octets = ByteBuffer.allocate(item.length());
    int at = 0;
    while (at < item.length()) {
      char c = item.charAt(at++);
      char next = c == '\\' && at < item.length() ? item.charAt(at) : 0;
      int meant =
          switch (next) {
            case 'b' -> '\b';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case '\\', '"' -> next;
            case 'x' -> hex(item, at + 1);
            default -> -1;
          };
      octets.put((byte) (meant < 0 ? c : meant));
      at += meant < 0 ? 0 : next == 'x' ? 3 : 1;
    }
    return octets.flip();
  }

  /** The octet that two digits name, or -1. */
  private static int hex(String item, int at) {
    if (at + 2 > item.length()) {
      return -1;
    }
    int high = Character.digit(item.charAt(at), 16);
    int low = Character.digit(item.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static String string(ByteBuffer octets) {
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(octets.remaining());
    StringBuilder out = new StringBuilder(octets.remaining() + 16);
    while (true) {
      CoderResult result = utf8.decode(octets, chars, true);
      append(out, chars.flip());
      chars.clear();
      if (!result.isMalformed()) {
        return new String(
            out.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
      for (int i = 0; i < result.length(); i++) {
        out.append(String.format("\\\\x%02x", octets.get()));
      }
    }
  }

  private static void append(StringBuilder out, CharBuffer chars) {
    while (chars.hasRemaining()) {
      char c = chars.get();
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
