package io.stoker.files;

import java.util.Iterator;

/**
 * The entries of one directory in the order of the disk, without {@code .} and {@code ..}, read as
 * a stream: a directory of 50,000 entries is never held whole. For one thread.
 */
public interface DirectoryListing extends Iterator<DirectoryListing.Entry>, AutoCloseable {

  /**
   * An entry.
   *
   * @param name one char a byte
   * @param kind of the entry itself: a symbolic link is a {@link FileKind#SYMLINK}
   */
  record Entry(String name, FileKind kind) {}

  /** Of the directory itself, from the descriptor that is being read. */
  FileInfo directory();

  /** Looks up an entry, symbolic links followed. */
  Lookup stat(Entry entry);

  /** Looks up an entry itself. */
  Lookup lstat(Entry entry);

  /** The error number that ended the reading early, 0 when there was none. */
  int errno();

  @Override
  void close();
}
