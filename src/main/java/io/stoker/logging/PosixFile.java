package io.stoker.logging;

import io.stoker.api.SystemError;

/** A file by its descriptor. */
final class PosixFile implements LogFile {

  /** What httpd gives its logs, less the process's umask: readable by all. */
  private static final int MODE = 0644;

  private final int fd;
  private final boolean owned;

  private PosixFile(int fd, boolean owned) {
    this.fd = fd;
    this.owned = owned;
  }

  static PosixFile append(String path) throws SystemError {
    return new PosixFile(Posix.openForAppend(path, MODE), true);
  }

  /** A descriptor that the process was given, such as standard error; closing leaves it open. */
  static PosixFile standard(int fd) {
    return new PosixFile(fd, false);
  }

  @Override
  public int write(byte[] bytes, int from, int length) throws SystemError {
    return Posix.write(fd, bytes, from, length);
  }

  @Override
  public long end() {
    return owned ? Posix.end(fd) : -1;
  }

  @Override
  public void truncate(long size) throws SystemError {
    Posix.truncate(fd, size);
  }

  @Override
  public void close() throws SystemError {
    if (owned) {
      Posix.close(fd);
    }
  }
}
