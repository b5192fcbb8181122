package io.stoker.files.dbm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes files of SDBM: keys are spread over pages by the last bits of their hash, as many as it
 * takes for each page to hold its keys; the directory has a bit for each page that was divided.
 */
public final class SdbmWriter {

  private static final int PAGE = 1024;
  private static final int LONGEST = 1008;
  private static final int DIRECTORY_BLOCK = 4096;

  private record Entry(byte[] key, byte[] value) {
    int size() {
      return key.length + value.length + 2 * Short.BYTES;
    }
  }

  /** The files {@code .pag} and {@code .dir}. */
  public record Files(byte[] pages, byte[] directory) {}

  private final Map<Integer, List<Entry>> pages = new TreeMap<>();
  private final BitSet divided = new BitSet();

  private SdbmWriter() {}

  /**
   * Makes the files of these keys and values, one byte a char.
   *
   * @throws IOException when a key with its value is longer than a page
   */
  public static Files write(Map<String, String> values) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      Entry entry = new Entry(bytes(value.getKey()), bytes(value.getValue()));
      if (entry.key.length + entry.value.length > LONGEST) {
        throw new IOException("too long for SDBM: " + value.getKey());
      }
      entries.add(entry);
    }
    SdbmWriter writer = new SdbmWriter();
    writer.place(entries, 0, 0, 0);
    return new Files(writer.pageFile(), writer.directoryFile());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Puts entries whose hashes end with the {@code bits} bits of {@code page} where they belong. */
  private void place(List<Entry> entries, int node, int bits, int page) throws IOException {
    int size = Short.BYTES + entries.stream().mapToInt(Entry::size).sum();
    if (size <= PAGE) {
      pages.put(page, entries);
      return;
    }
    if (bits == Integer.SIZE - 2) {
      throw new IOException("too many keys with one hash for SDBM");
    }
    divided.set(node);
    List<Entry> low = new ArrayList<>();
    List<Entry> high = new ArrayList<>();
    entries.forEach(e -> ((hash(e.key) & 1 << bits) == 0 ? low : high).add(e));
    place(low, 2 * node + 1, bits + 1, page);
    place(high, 2 * node + 2, bits + 1, page | 1 << bits);
  }

  private static int hash(byte[] key) {
    int hash = 0;
    for (byte b : key) {
      hash = b + 65_599 * hash;
    }
    return hash;
  }

  private byte[] pageFile() {
    int last = pages.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    ByteBuffer file = ByteBuffer.allocate((last + 1) * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    pages.forEach((number, entries) -> write(file, number * PAGE, entries));
    return file.array();
  }

  private static void write(ByteBuffer file, int page, List<Entry> entries) {
    file.putShort(page, (short) (2 * entries.size()));
    int end = PAGE;
    int at = page + Short.BYTES;
    for (Entry entry : entries) {
      for (byte[] part : new byte[][] {entry.key, entry.value}) {
        end -= part.length;
        file.put(page + end, part);
        file.putShort(at, (short) end);
        at += Short.BYTES;
      }
    }
  }

  private byte[] directoryFile() {
    byte[] bits = divided.toByteArray();
    int blocks = (bits.length + DIRECTORY_BLOCK - 1) / DIRECTORY_BLOCK;
    return Arrays.copyOf(bits, blocks * DIRECTORY_BLOCK);
  }
}
