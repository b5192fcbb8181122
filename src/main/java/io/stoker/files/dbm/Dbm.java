package io.stoker.files.dbm;

import java.io.IOException;
import java.util.Map;

/**
 * The keys and values of a DBM file. Which library wrote it is seen by the file itself: Berkeley DB
 * (hash or btree), GDBM, or else the pages of SDBM ({@code .pag}).
 */
public final class Dbm {

  private Dbm() {}

  /** Which library writes such a file. */
  public enum Kind {
    SDBM,
    BERKELEY_DB,
    GDBM
  }

  /** The library that wrote this. */
  public static Kind kind(byte[] content) {
    if (BerkeleyDb.isWrittenBy(content)) {
      return Kind.BERKELEY_DB;
    }
    return Gdbm.isWrittenBy(content) ? Kind.GDBM : Kind.SDBM;
  }

  /**
   * All that is in a file.
   *
   * @param content of the whole file
   * @return keys and values, one byte a char
   * @throws IOException when it is the file of none of these libraries, or broken
   */
  public static Map<String, String> read(byte[] content) throws IOException {
    try {
      if (BerkeleyDb.isWrittenBy(content)) {
        return BerkeleyDb.read(content);
      }
      return Gdbm.isWrittenBy(content) ? Gdbm.read(content) : Sdbm.read(content);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("broken DBM file", e);
    }
  }
}
