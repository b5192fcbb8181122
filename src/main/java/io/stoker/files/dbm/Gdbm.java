package io.stoker.files.dbm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * GDBM: a header that tells where the directory is, the directory with the offsets of buckets, and
 * buckets of elements that tell where keys and values are. Offsets have four or eight bytes.
 */
final class Gdbm {

  /** The magic number of a header whose offsets have eight bytes; another for crash tolerance. */
  private static final Set<Integer> LARGE = Set.of(0x13579acf, 0x13579ad1);

  private static final Set<Integer> SMALL = Set.of(0x13579acd, 0x13579ace, 0x13579ad0);

  private final ByteBuffer file;
  private final boolean large;
  private final Map<String, String> values = new HashMap<>();

  private Gdbm(ByteBuffer file) {
    this.file = file;
    this.large = LARGE.contains(file.getInt(0));
  }

  static boolean isWrittenBy(byte[] content) {
    return content.length > 64
        && (isMagic(content, ByteOrder.LITTLE_ENDIAN) || isMagic(content, ByteOrder.BIG_ENDIAN));
  }

  private static boolean isMagic(byte[] content, ByteOrder order) {
    int magic = ByteBuffer.wrap(content).order(order).getInt(0);
    return LARGE.contains(magic) || SMALL.contains(magic);
  }

  static Map<String, String> read(byte[] content) {
    ByteOrder order =
        isMagic(content, ByteOrder.LITTLE_ENDIAN) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Gdbm gdbm = new Gdbm(ByteBuffer.wrap(content).order(order));
    gdbm.readBuckets();
    return gdbm.values;
  }

  private int offsetSize() {
    return large ? Long.BYTES : Integer.BYTES;
  }

  private int offset(int at) {
    return Bytes.offset(large ? file.getLong(at) : file.getInt(at));
  }

  private void readBuckets() {
    int directory = offset(8);
    int afterDirectory = 8 + offsetSize();
    int directorySize = file.getInt(afterDirectory);
    int elements = file.getInt(afterDirectory + 12);
    // Several entries of the directory lead to the same bucket while it has not been divided.
    Set<Integer> buckets = new LinkedHashSet<>();
    for (int at = 0; at < directorySize; at += offsetSize()) {
      buckets.add(offset(directory + at));
    }
    for (int bucket : buckets) {
      readBucket(bucket, elements);
    }
  }

  private void readBucket(int bucket, int elements) {
    // In front of the elements: free space (a count and six pairs), two counts.
    int element = bucket + (large ? 112 : 60);
    int size = large ? 24 : 20;
    for (int i = 0; i < elements; i++, element += size) {
      if (file.getInt(element) == -1) {
        continue;
      }
      int data = offset(element + 8);
      int sizes = element + 8 + offsetSize();
      int keySize = file.getInt(sizes);
      int valueSize = file.getInt(sizes + 4);
      values.put(Bytes.text(file, data, keySize), Bytes.text(file, data + keySize, valueSize));
    }
  }
}
