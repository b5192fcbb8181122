package io.stoker.files.dbm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Berkeley DB, methods hash and btree. Every page has a header with its type, its next page and the
 * number of its entries, and a table of their offsets; entries are key, value, key, value … Those
 * that are too long for a page lie on pages of their own, one behind the other.
 */
final class BerkeleyDb {

  private static final int MAGIC_AT = 12;
  private static final int HASH = 0x061561;
  private static final int BTREE = 0x053162;

  private static final int PAGE_SIZE_AT = 20;
  private static final int ENCRYPTION_AT = 24;
  private static final int META_FLAGS_AT = 26;
  private static final int CHECKSUMS = 1;

  private static final int NEXT_AT = 16;
  private static final int ENTRIES_AT = 20;
  private static final int USED_AT = 22;
  private static final int TYPE_AT = 25;
  private static final int HEADER = 26;

  private static final int HASH_UNSORTED = 2;
  private static final int HASH_PAGE = 13;
  private static final int BTREE_LEAF = 5;
  private static final int OVERFLOW = 7;

  private static final int ON_PAGE = 1;
  private static final int ELSEWHERE = 3;
  private static final int DELETED = 0x80;

  private final ByteBuffer file;
  private final int pageSize;
  private final Map<String, String> values = new HashMap<>();

  private BerkeleyDb(ByteBuffer file) {
    this.file = file;
    this.pageSize = file.getInt(PAGE_SIZE_AT);
  }

  static boolean isWrittenBy(byte[] content) {
    return content.length >= 512
        && (isMagic(content, ByteOrder.LITTLE_ENDIAN) || isMagic(content, ByteOrder.BIG_ENDIAN));
  }

  private static boolean isMagic(byte[] content, ByteOrder order) {
    int magic = ByteBuffer.wrap(content).order(order).getInt(MAGIC_AT);
    return magic == HASH || magic == BTREE;
  }

  static Map<String, String> read(byte[] content) throws IOException {
    ByteOrder order =
        isMagic(content, ByteOrder.LITTLE_ENDIAN) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    BerkeleyDb db = new BerkeleyDb(ByteBuffer.wrap(content).order(order));
    db.readPages(content.length);
    return db.values;
  }

  private void readPages(int length) throws IOException {
    if (pageSize < 512 || file.get(ENCRYPTION_AT) != 0) {
      throw new IOException("an encrypted DBM file");
    }
    if ((file.get(META_FLAGS_AT) & CHECKSUMS) != 0) {
      throw new IOException("a DBM file with checksums");
    }
    for (int page = pageSize; page + pageSize <= length; page += pageSize) {
      switch (file.get(page + TYPE_AT)) {
        case HASH_PAGE, HASH_UNSORTED -> readHashPage(page);
        case BTREE_LEAF -> readLeaf(page);
        default -> {}
      }
    }
  }

  private int entry(int page, int index) {
    return page + unsigned(page + HEADER + 2 * index);
  }

  private int unsigned(int at) {
    return file.getShort(at) & 0xffff;
  }

  private void readHashPage(int page) throws IOException {
    int entries = unsigned(page + ENTRIES_AT);
    for (int i = 0; i + 1 < entries; i += 2) {
      values.put(hashEntry(page, i), hashEntry(page, i + 1));
    }
  }

  /** One entry; it ends where the one before it begins. */
  private String hashEntry(int page, int index) throws IOException {
    int at = entry(page, index);
    int end = index == 0 ? page + pageSize : entry(page, index - 1);
    return switch (file.get(at)) {
      case ON_PAGE -> Bytes.text(file, at + 1, end - at - 1);
      case ELSEWHERE -> overflow(at + 4);
      default -> throw new IOException("a DBM file with several values for a key");
    };
  }

  private void readLeaf(int page) throws IOException {
    int entries = unsigned(page + ENTRIES_AT);
    for (int i = 0; i + 1 < entries; i += 2) {
      int key = entry(page, i);
      int value = entry(page, i + 1);
      if ((file.get(value + 2) & DELETED) == 0) {
        values.put(leafEntry(key), leafEntry(value));
      }
    }
  }

  private String leafEntry(int at) throws IOException {
    return switch (file.get(at + 2) & ~DELETED) {
      case ON_PAGE -> Bytes.text(file, at + 3, unsigned(at));
      case ELSEWHERE -> overflow(at + 4);
      default -> throw new IOException("a DBM file with several values for a key");
    };
  }

  /**
   * Data on pages of its own.
   *
   * @param at where the number of the first page is, and then the length
   */
  private String overflow(int at) throws IOException {
    int length = file.getInt(at + 4);
    StringBuilder text = new StringBuilder();
    int number = file.getInt(at);
    while (number != 0 && text.length() < length) {
      int page = Math.multiplyExact(number, pageSize);
      int used = unsigned(page + USED_AT);
      if (file.get(page + TYPE_AT) != OVERFLOW || used == 0) {
        throw new IOException("broken DBM file");
      }
      text.append(Bytes.text(file, page + HEADER, used));
      number = file.getInt(page + NEXT_AT);
    }
    return text.toString();
  }
}
