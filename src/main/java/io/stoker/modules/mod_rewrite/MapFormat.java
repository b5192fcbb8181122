package io.stoker.modules.mod_rewrite;

import io.stoker.files.dbm.Dbm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How the bytes of a map's file become keys and values. */
@FunctionalInterface
interface MapFormat {

  /**
   * All that is in the file.
   *
   * @throws IOException when it is not such a file
   */
  Map<String, String> read(byte[] content) throws IOException;

  /** Lines of text. */
  MapFormat TEXT = content -> Lines.read(new String(content, StandardCharsets.ISO_8859_1));

  /** The file of a DBM library. */
  MapFormat DBM = Dbm::read;

  /**
   * Lines of a key, white space and a value; what follows the value, empty lines, and lines that
   * begin with white space or a number sign do not count. The first line of a key holds.
   */
  final class Lines {
    private Lines() {}

    static Map<String, String> read(String text) {
      Map<String, String> values = new HashMap<>();
      int start = 0;
      while (start < text.length()) {
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        add(text, start, end, values);
        start = end + 1;
      }
      return values;
    }

    private static void add(String text, int start, int end, Map<String, String> values) {
      int keyEnd = wordEnd(text, start, end);
      if (keyEnd == start || text.charAt(start) == '#') {
        return;
      }
      int value = keyEnd;
      while (value < end && isSpace(text.charAt(value))) {
        value++;
      }
      if (value < end) {
        values.putIfAbsent(
            text.substring(start, keyEnd), text.substring(value, wordEnd(text, value, end)));
      }
    }

    private static int wordEnd(String text, int start, int end) {
      int at = start;
      while (at < end && !isSpace(text.charAt(at))) {
        at++;
      }
      return at;
    }

    private static boolean isSpace(char c) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
  }
}
