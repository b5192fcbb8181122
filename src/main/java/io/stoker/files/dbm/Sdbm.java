package io.stoker.files.dbm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * SDBM: pages of 1024 bytes, each with the number of its offsets, the offsets of key, value, key,
 * value … and the data from the page's end backwards.
 */
final class Sdbm {

  private static final int PAGE = 1024;

  private Sdbm() {}

  static Map<String, String> read(byte[] content) throws IOException {
    // Numbers are in the byte order of the machine; those that httpd runs on are little-endian.
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length % PAGE != 0) {
      throw new IOException("not a DBM file");
    }
    Map<String, String> values = new HashMap<>();
    for (int page = 0; page < content.length; page += PAGE) {
      readPage(file, page, values);
    }
    return values;
  }

  private static void readPage(ByteBuffer file, int page, Map<String, String> into)
      throws IOException {
    int offsets = file.getShort(page);
    int end = PAGE;
    for (int i = 1; i + 1 <= offsets; i += 2) {
      int key = file.getShort(page + 2 * i);
      int value = file.getShort(page + 2 * i + 2);
      if (key > end || value > key || value < 2 * offsets) {
        throw new IOException("not a DBM file");
      }
      into.put(
          Bytes.text(file, page + key, end - key), Bytes.text(file, page + value, key - value));
      end = value;
    }
  }
}
