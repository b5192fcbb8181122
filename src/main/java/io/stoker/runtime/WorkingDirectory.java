package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.logging.ErrorLogs;

/**
 * The working directory of the process: nothing depends on it but where the JVM leaves its report
 * of a crash, and the kernel the core dump.
 */
final class WorkingDirectory {

  private static final LogMessage NOT_ENTERED =
      LogMessage.warn("core", "STK0106", "CoreDumpDirectory %s cannot be used: %s");

  private WorkingDirectory() {}

  /**
   * Goes to CoreDumpDirectory where one is said, and allows core dumps again, which the kernel
   * forbids a process that has given up root's rights.
   *
   * @param main says where; the user it runs as by now must be able to write there
   */
  static void enter(Server main, ErrorLogs logs) {
    String directory = main.get(Core.CORE_DUMP_DIRECTORY);
    if (directory == null) {
      return;
    }
    try {
      Posix.chdir(directory);
      Posix.allowCoreDumps();
    } catch (Posix.Failed e) {
      Object[] args = {directory, String.valueOf(e.getMessage())};
      logs.write(NOT_ENTERED, args, null, main, null);
    }
  }
}
