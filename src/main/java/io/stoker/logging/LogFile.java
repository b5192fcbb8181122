package io.stoker.logging;

import java.io.IOException;

/** Something that takes the bytes of a log: a file, a descriptor, a program's input. */
interface LogFile {

  /**
   * Writes once and says how many bytes were taken, which may be fewer than given.
   *
   * @throws IOException when nothing was taken, in the system's words where it has any
   */
  int write(byte[] bytes, int from, int length) throws IOException;

  /** Where it ends now, or -1 where it has no end. */
  long end() throws IOException;

  /** Cuts what follows {@code size}; only where {@link #end} is known. */
  void truncate(long size) throws IOException;

  void close() throws IOException;

  /**
   * Called in place of {@link #close} when the process cannot wait for a write to come back; from
   * any thread.
   */
  default void abandon() {}
}
