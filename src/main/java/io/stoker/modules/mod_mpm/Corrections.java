package io.stoker.modules.mod_mpm;

import io.stoker.api.LogMessage;

/** What mpm_event and mpm_worker say about sizes that cannot be; the words are the same. */
final class Corrections {

  final LogMessage serverLimitTooHigh;
  final LogMessage serverLimitTooLow;
  final LogMessage threadLimitTooHigh;
  final LogMessage threadLimitTooLow;
  final LogMessage threadsTooMany;
  final LogMessage threadsTooFew;
  final LogMessage workersTooFew;
  final LogMessage workersNoMultiple;
  final LogMessage workersTooMany;
  final LogMessage startTooFew;
  final LogMessage spareTooFew;

  /**
   * @param module log name
   * @param ids of the messages in the order of the fields
   */
  Corrections(String module, String... ids) {
    serverLimitTooHigh =
        LogMessage.warn(
            module,
            ids[0],
            "WARNING: ServerLimit of %d exceeds compile-time limit of %d servers, decreasing to"
                + " %d.");
    serverLimitTooLow = notAllowed(module, ids[1], "ServerLimit", "");
    threadLimitTooHigh =
        LogMessage.warn(
            module,
            ids[2],
            "WARNING: ThreadLimit of %d exceeds compile-time limit of %d threads, decreasing to"
                + " %d.");
    threadLimitTooLow = notAllowed(module, ids[3], "ThreadLimit", "");
    threadsTooMany =
        LogMessage.warn(
            module,
            ids[4],
            "WARNING: ThreadsPerChild of %d exceeds ThreadLimit of %d threads, decreasing to %d. To"
                + " increase, please see the ThreadLimit directive.");
    threadsTooFew = notAllowed(module, ids[5], "ThreadsPerChild", "");
    workersTooFew =
        LogMessage.warn(
            module,
            ids[6],
            "WARNING: MaxRequestWorkers of %d is less than ThreadsPerChild of %d, increasing to %d."
                + " MaxRequestWorkers must be at least as large as the number of threads in a"
                + " single server.");
    workersNoMultiple =
        LogMessage.warn(
            module,
            ids[7],
            "WARNING: MaxRequestWorkers of %d is not an integer multiple of ThreadsPerChild of %d,"
                + " decreasing to nearest multiple %d, for a maximum of %d servers.");
    workersTooMany =
        LogMessage.warn(
            module,
            ids[8],
            "WARNING: MaxRequestWorkers of %d would require %d servers and would exceed ServerLimit"
                + " of %d, decreasing to %d. To increase, please see the ServerLimit directive.");
    startTooFew = notAllowed(module, ids[9], "StartServers", "");
    spareTooFew = spare(module, ids[10], "MinSpareThreads");
  }

  /** {@code NAME of N not allowed, increasing to 1.} */
  static LogMessage notAllowed(String module, String id, String name, String more) {
    return LogMessage.warn(
        module, id, "WARNING: " + name + " of %d not allowed, increasing to 1" + more + ".");
  }

  /** The same for the least number of spare ones. */
  static LogMessage spare(String module, String id, String name) {
    return notAllowed(
        module, id, name, " to avoid almost certain server failure. Please read the documentation");
  }
}
