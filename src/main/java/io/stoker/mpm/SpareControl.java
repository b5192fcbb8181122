package io.stoker.mpm;

import io.stoker.api.MpmSettings;

/**
 * Decides once a second how many children are started or retired, so that there are neither too few
 * nor too many idle workers: more and more are started until there are enough, one at a time is
 * retired. Used by one thread at a time.
 *
 * <p>Source: httpd manual, "MinSpareThreads", "MaxSpareServers" and Performance Tuning, "Process
 * Creation".
 */
final class SpareControl {

  /** The most that are started in a second. */
  static final int FASTEST = 32;

  /** From so many on the log says that the server seems busy: more than four. */
  private static final int WORTH_TELLING = 8;

  /** Seconds after a restart in which the rate does not grow: its children have just begun. */
  private static final int CALM = 10;

  /**
   * How it stands.
   *
   * @param idle idle workers of the active children; with prefork, idle children
   * @param active children that take connections
   * @param total children, retiring ones too
   */
  record Census(int idle, int active, int total) {}

  /**
   * What is to be done.
   *
   * @param start so many children
   * @param retire so many, one or none
   */
  record Decision(int start, int retire) {
    static final Decision NOTHING = new Decision(0, 0);
  }

  private final MpmLog log;
  private int rate = 1;
  private int calm;
  private int reportedFor;
  private boolean fullReported;
  private boolean nearlyFullReported;

  SpareControl(MpmLog log) {
    this.log = log;
  }

  /** Children were replaced by others. */
  void restarted() {
    rate = 1;
    calm = CALM;
  }

  /** A second has passed. */
  Decision next(MpmSettings settings, Census now) {
    if (now.idle() > settings.maxSpare()) {
      rate = 1;
      return new Decision(0, 1);
    }
    if (now.idle() >= settings.minSpare()) {
      rate = 1;
      return Decision.NOTHING;
    }
    int room = settings.maxServers() - now.active();
    if (room <= 0) {
      rate = 1;
      report(settings, now);
      return Decision.NOTHING;
    }
    return new Decision(start(settings, now, room), 0);
  }

  private int start(MpmSettings settings, Census now, int room) {
    int count = Math.min(rate, room);
    if (rate >= WORTH_TELLING) {
      MpmMessages say = new MpmMessages(settings.kind());
      switch (settings.kind()) {
        case EVENT ->
            log.write(say.busy(), count, now.idle(), now.active(), now.total() - now.active());
        case WORKER -> log.write(say.busy(), count, now.idle(), now.total());
        case PREFORK -> log.write(say.busy(), rate, now.idle(), now.total());
      }
    }
    if (calm > 0) {
      calm--;
    } else if (rate < FASTEST) {
      rate *= 2;
    }
    return count;
  }

  /** Each of the two is told once, and again when MaxRequestWorkers has changed. */
  private void report(MpmSettings settings, Census now) {
    if (reportedFor != settings.maxRequestWorkers()) {
      reportedFor = settings.maxRequestWorkers();
      fullReported = false;
      nearlyFullReported = false;
    }
    MpmMessages say = new MpmMessages(settings.kind());
    if (now.idle() == 0 || settings.kind() == MpmSettings.Kind.PREFORK) {
      if (!fullReported) {
        fullReported = true;
        log.write(say.full());
      }
    } else if (!fullReported && !nearlyFullReported) {
      nearlyFullReported = true;
      log.write(say.nearlyFull());
    }
  }
}
