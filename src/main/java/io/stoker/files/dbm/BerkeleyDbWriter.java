package io.stoker.files.dbm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes files of Berkeley DB, method hash, version 9: a page about the file, a page for each
 * bucket, and pages for what a bucket's own has no room for. Keys stand on their page in an order.
 */
public final class BerkeleyDbWriter {

  private static final int PAGE = 4096;
  private static final int HEADER = 26;
  private static final int MAGIC = 0x061561;
  private static final int VERSION = 9;
  private static final int META_PAGE = 8;
  private static final int HASH_PAGE = 13;
  private static final int ON_PAGE = 1;

  /** What the library hashes to see whether it is opened with the function it was made with. */
  private static final byte[] CHECKED = "%$sniglet^&\0".getBytes(StandardCharsets.US_ASCII);

  /** Octets of a bucket's page that are filled at first. */
  private static final int USUAL_FILL = PAGE / 2;

  private record Entry(byte[] key, byte[] value) {
    /** With the kind of each, and the two offsets. */
    int size() {
      return key.length + value.length + 2 + 2 * Short.BYTES;
    }
  }

  private BerkeleyDbWriter() {}

  /**
   * Makes the file of these keys and values, one byte a char.
   *
   * @throws IOException when a key with its value is longer than a page
   */
  public static byte[] write(Map<String, String> values) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int size = 0;
    for (Map.Entry<String, String> value : values.entrySet()) {
      Entry entry = new Entry(bytes(value.getKey()), bytes(value.getValue()));
      if (HEADER + entry.size() > PAGE) {
        throw new IOException("too long for a page: " + value.getKey());
      }
      entries.add(entry);
      size += entry.size();
    }
    entries.sort((one, other) -> compare(one.key, other.key));
    int buckets = Math.max(2, Integer.highestOneBit(Math.max(1, 2 * size / USUAL_FILL - 1)));
    return pages(entries, buckets);
  }

  /** The library's order on a page: by octets, and what goes on comes before what has ended. */
  private static int compare(byte[] one, byte[] other) {
    int differs = Arrays.mismatch(one, other);
    boolean ended = differs >= 0 && differs >= Math.min(one.length, other.length);
    if (differs < 0 || ended) {
      return Integer.compare(other.length, one.length);
    }
    return Byte.compareUnsigned(one[differs], other[differs]);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] pages(List<Entry> entries, int buckets) {
    List<List<Entry>> pages = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    for (int i = 0; i < buckets; i++) {
      pages.add(new ArrayList<>());
      next.add(0);
    }
    int[] last = new int[buckets];
    Arrays.setAll(last, i -> i);
    for (Entry entry : entries) {
      int bucket = hash(entry.key) & (buckets - 1);
      if (used(pages.get(last[bucket])) + entry.size() > PAGE) {
        pages.add(new ArrayList<>());
        next.add(0);
        next.set(last[bucket], pages.size()); // pages are counted from 1
        last[bucket] = pages.size() - 1;
      }
      pages.get(last[bucket]).add(entry);
    }
    ByteBuffer file = ByteBuffer.allocate((pages.size() + 1) * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    writeMeta(file, buckets, pages.size(), entries.size());
    for (int i = 0; i < pages.size(); i++) {
      int before = next.indexOf(i + 1);
      writePage(file, i + 1, pages.get(i), before + 1, next.get(i));
    }
    return file.array();
  }

  private static int used(List<Entry> page) {
    return HEADER + page.stream().mapToInt(Entry::size).sum();
  }

  /** Fowler, Noll and Vo's, as the library has it. */
  private static int hash(byte[] key) {
    int hash = 0;
    for (byte b : key) {
      hash = hash * 16_777_619 ^ (b & 0xff);
    }
    return hash;
  }

  private static void writeMeta(ByteBuffer file, int buckets, int lastPage, int entries) {
    file.putInt(12, MAGIC);
    file.putInt(16, VERSION);
    file.putInt(20, PAGE);
    file.put(25, (byte) META_PAGE);
    file.putInt(32, lastPage);
    byte[] id = new byte[20];
    new SecureRandom().nextBytes(id);
    file.put(52, id);
    file.putInt(72, buckets - 1); // the last bucket
    file.putInt(76, buckets - 1); // high mask
    file.putInt(80, buckets / 2 - 1); // low mask
    file.putInt(88, entries);
    file.putInt(92, hash(CHECKED));
    // Buckets of each generation lie one behind the other: all have the first page in front.
    int generations = Integer.numberOfTrailingZeros(buckets);
    for (int i = 0; i <= generations; i++) {
      file.putInt(96 + i * Integer.BYTES, 1);
    }
  }

  private static void writePage(
      ByteBuffer file, int number, List<Entry> entries, int before, int next) {
    int page = number * PAGE;
    file.putInt(page + 8, number);
    file.putInt(page + 12, before);
    file.putInt(page + 16, next);
    file.putShort(page + 20, (short) (2 * entries.size()));
    file.put(page + 25, (byte) HASH_PAGE);
    int end = PAGE;
    int at = page + HEADER;
    for (Entry entry : entries) {
      for (byte[] part : new byte[][] {entry.key, entry.value}) {
        end -= part.length + 1;
        file.put(page + end, (byte) ON_PAGE);
        file.put(page + end + 1, part);
        file.putShort(at, (short) end);
        at += Short.BYTES;
      }
    }
    file.putShort(page + 22, (short) end);
  }
}
