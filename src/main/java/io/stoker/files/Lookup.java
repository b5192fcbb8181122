package io.stoker.files;

/** What looking up one path found. */
public sealed interface Lookup {

  /** The file is there. */
  record Found(FileInfo info) implements Lookup {
    @Override
    public int errno() {
      return 0;
    }
  }

  /** Nothing has that name (ENOENT). */
  record Missing() implements Lookup {
    @Override
    public int errno() {
      return Errno.ENOENT.number();
    }
  }

  /** Something on the way is no directory (ENOTDIR). */
  record NotDirectory() implements Lookup {
    @Override
    public int errno() {
      return Errno.ENOTDIR.number();
    }
  }

  /** The server's user may not (EACCES, EPERM). */
  record Denied(int errno) implements Lookup {}

  /** Too many symbolic links or one that leads to itself (ELOOP), or a name that is too long. */
  record LoopOrTooLong(int errno) implements Lookup {}

  /** Any other failure. */
  record IoError(int errno) implements Lookup {}

  /** The error number, 0 when found. */
  int errno();

  /** As httpd begins a log line: {@code (13)Permission denied}; empty when found. */
  default String reason() {
    return errno() == 0 ? "" : "(" + errno() + ")" + Errno.message(errno());
  }

  default FileKind kind() {
    return this instanceof Found(FileInfo info) ? info.kind() : FileKind.MISSING;
  }

  /** Nothing there. */
  static Lookup missing() {
    return new Missing();
  }

  /** A file where a directory should be. */
  static Lookup notDirectory() {
    return new NotDirectory();
  }

  /** EACCES. */
  static Lookup denied() {
    return new Denied(Errno.EACCES.number());
  }

  /** The outcome for an error number other than 0. */
  static Lookup failed(int errno) {
    if (errno == Errno.ENOENT.number()) {
      return missing();
    }
    if (errno == Errno.ENOTDIR.number()) {
      return notDirectory();
    }
    if (errno == Errno.EACCES.number()) {
      return denied();
    }
    if (errno == Errno.EPERM.number()) {
      return new Denied(errno);
    }
    if (errno == Errno.ELOOP.number() || errno == Errno.ENAMETOOLONG.number()) {
      return new LoopOrTooLong(errno);
    }
    return new IoError(errno);
  }
}
