package io.stoker.modules.mod_rewrite;

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

  /**
   * Lines of a key, white space and a value; what follows the value, empty lines, and lines that
   * begin with white space or a number sign do not count. The first line of a key holds.
   */
  MapFormat TEXT =
      content -> {
        Map<String, String> values = new HashMap<>();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n")) {
          if (line.isEmpty() || line.charAt(0) == '#' || Character.isWhitespace(line.charAt(0))) {
            continue;
          }
          String[] words = line.split("\\s+", 3);
          if (words.length > 1 && !words[1].isEmpty()) {
            values.putIfAbsent(words[0], words[1]);
          }
        }
        return values;
      };

  /**
   * The pages of an SDBM file ({@code .pag}): 1024 bytes, a table of offsets, data from the end.
   */
  MapFormat SDBM =
      content -> {
        Map<String, String> values = new HashMap<>();
        for (int page = 0; page + Sdbm.PAGE <= content.length; page += Sdbm.PAGE) {
          Sdbm.readPage(content, page, values);
        }
        return values;
      };

  /** The layout of a page. */
  final class Sdbm {
    private static final int PAGE = 1024;

    private Sdbm() {}

    private static void readPage(byte[] content, int page, Map<String, String> into)
        throws IOException {
      int entries = number(content, page);
      int end = PAGE;
      for (int i = 1; i + 1 <= entries; i += 2) {
        int key = number(content, page + 2 * i);
        int value = number(content, page + 2 * i + 2);
        if (key > end || value > key || value < 2 * entries) {
          throw new IOException("not an SDBM file");
        }
        into.put(text(content, page + key, end - key), text(content, page + value, key - value));
        end = value;
      }
    }

    /** In the byte order of the machine, as SDBM writes it; httpd's platforms are little-endian. */
    private static int number(byte[] content, int at) {
      return (content[at] & 0xff) | (content[at + 1] & 0xff) << 8;
    }

    private static String text(byte[] content, int at, int length) {
      return new String(content, at, length, StandardCharsets.ISO_8859_1);
    }
  }
}
