package io.stoker.runtime;

import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.logging.ErrorLogs;

/**
 * Standard input, output and error of a server in the background: what the JVM, a library or a
 * program that is started prints goes to the main server's ErrorLog.
 */
final class StandardStreams {

  /** Tells that it does not work. */
  @FunctionalInterface
  interface Complaint {
    void write(LogMessage message, Object... args);
  }

  private static final LogMessage NO_BACKGROUND =
      LogMessage.warn("core", "STK0105", "standard output and error stay where they are: %s");
  private static final String NULL = "/dev/null";

  private final Complaint complaint;
  private boolean inBackground;
  private int output = -1;

  StandardStreams(Complaint complaint) {
    this.complaint = complaint;
  }

  /** The server is going to leave its terminal. */
  void startsInBackground() {
    inBackground = true;
  }

  /** Opens what output and error are to become, as long as root's rights are there. */
  void open(Server main) throws Posix.Failed {
    if (inBackground) {
      output = openLog(main);
    }
  }

  /** Leaves the terminal, and the directory in which the server was started. */
  void letGo() {
    try {
      Posix.becomeStreams(Posix.open(NULL), 0);
      if (output >= 0) {
        Posix.becomeStreams(output, 1, 2);
      }
      Posix.chdir("/");
    } catch (Posix.Failed e) {
      complaint.write(NO_BACKGROUND, String.valueOf(e.getMessage()));
    }
  }

  /** Goes over to another log, or to the same, begun anew. */
  void reopen(Server main) {
    if (inBackground) {
      try {
        Posix.becomeStreams(openLog(main), 1, 2);
      } catch (Posix.Failed e) {
        complaint.write(NO_BACKGROUND, String.valueOf(e.getMessage()));
      }
    }
  }

  private static int openLog(Server main) throws Posix.Failed {
    String file = ErrorLogs.file(main);
    return Posix.open(file == null ? NULL : file);
  }
}
