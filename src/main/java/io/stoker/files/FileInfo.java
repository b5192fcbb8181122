package io.stoker.files;

import java.time.Instant;

/**
 * What {@code stat} says of a file.
 *
 * @param size in bytes
 * @param modified when the content was changed last, with nanoseconds where the file system has
 *     them
 * @param changed when content or attributes were changed last ({@code st_ctime}); equal to {@code
 *     modified} where the platform has none
 * @param inode 0 where the platform has none
 * @param device in the encoding of glibc's {@code makedev}; 0 where the platform has none
 * @param uid owner; -1 where the platform has none
 * @param gid group; -1 where the platform has none
 * @param mode {@code st_mode}: type and permission bits
 * @param nlink number of hard links
 */
public record FileInfo(
    FileKind kind,
    long size,
    Instant modified,
    Instant changed,
    long inode,
    long device,
    int uid,
    int gid,
    int mode,
    int nlink) {

  /** Microseconds since the epoch of the last change of content: the unit of httpd's ETag. */
  public long modifiedMicros() {
    return Math.floorDiv(modified.getNano(), 1000) + modified.getEpochSecond() * 1_000_000L;
  }

  public boolean isRegular() {
    return kind == FileKind.REGULAR;
  }

  public boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  public boolean isSymlink() {
    return kind == FileKind.SYMLINK;
  }

  /** Whether both are the very same file, whatever was written to it in between. */
  public boolean sameFile(FileInfo other) {
    return inode == other.inode && device == other.device && kind == other.kind;
  }
}
