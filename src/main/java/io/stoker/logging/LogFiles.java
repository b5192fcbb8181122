package io.stoker.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;

/** Opens files for logs. */
final class LogFiles {

  // Opening these by name fails where they are sockets (journald) or belong to another user.
  private static final Map<String, Integer> STANDARD =
      Map.of(
          "/dev/stdout",
          1,
          "/dev/stderr",
          2,
          "/dev/fd/1",
          1,
          "/dev/fd/2",
          2,
          "/proc/self/fd/1",
          1,
          "/proc/self/fd/2",
          2);

  private LogFiles() {}

  /** Opens a file at its end, created with mode 0644 less the umask where it is missing. */
  static LogFile append(String path) throws IOException {
    Integer fd = STANDARD.get(path);
    if (fd != null) {
      return standard(fd);
    }
    return Posix.AVAILABLE ? PosixFile.append(path) : ChannelFile.append(path);
  }

  /** Standard output (1) or standard error (2). */
  static LogFile standard(int fd) {
    return Posix.AVAILABLE
        ? PosixFile.standard(fd)
        : new StreamFile(
            new FileOutputStream(fd == 1 ? FileDescriptor.out : FileDescriptor.err), false);
  }
}
