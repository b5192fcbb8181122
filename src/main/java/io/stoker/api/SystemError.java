package io.stoker.api;

import io.stoker.files.Errno;
import io.stoker.files.Lookup;
import java.io.IOException;

/** A failure of a system call, in the words with which httpd begins its log lines. */
public final class SystemError extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public SystemError(int errno) {
    super("(" + errno + ")" + Errno.message(errno));
    this.errno = errno;
  }

  /** What httpd's libraries call an error that is none of the system's. */
  public static SystemError general() {
    return new SystemError();
  }

  private SystemError() {
    super("(20014)Internal error (specific information not available)");
    this.errno = 20014;
  }

  /** The failure of a look-up that found nothing. */
  public static SystemError of(Lookup failed) {
    return new SystemError(failed.errno());
  }

  public int errno() {
    return errno;
  }
}
