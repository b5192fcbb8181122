package io.stoker.mpm;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;

/** What the MPMs say of their children, under the numbers that each of httpd's has for it. */
final class MpmMessages {

  static final LogMessage INIT_FAILED =
      LogMessage.error("core", "STK0211", "child %d: child_init of %s failed: %s");
  static final LogMessage EXIT_FAILED =
      LogMessage.error("core", "STK0212", "child %d: child_exit of %s failed: %s");

  private static final String RAISE = ", consider raising the MaxRequestWorkers setting";

  private final MpmSettings.Kind kind;

  MpmMessages(MpmSettings.Kind kind) {
    this.kind = kind;
  }

  private LogMessage message(LogLevel level, String id, String text) {
    return new LogMessage("mpm_" + kind.word(), id, level, text);
  }

  /** Every worker is busy, and there may be no more. */
  LogMessage full() {
    String id =
        switch (kind) {
          case EVENT -> "AH00484";
          case WORKER -> "AH00286";
          case PREFORK -> "AH00161";
        };
    return message(LogLevel.ERROR, id, "server reached MaxRequestWorkers setting" + RAISE);
  }

  /** Few workers are idle, and there may be no more. */
  LogMessage nearlyFull() {
    return message(
        LogLevel.ERROR,
        kind == MpmSettings.Kind.WORKER ? "AH00287" : "AH10159",
        "server is within MinSpareThreads of MaxRequestWorkers" + RAISE);
  }

  /** More than four children are started at once: to be written with {@link SpareControl.Busy}. */
  LogMessage busy() {
    return switch (kind) {
      case EVENT ->
          message(
              LogLevel.INFO,
              "AH00486",
              "server seems busy, (you may need to increase StartServers, ThreadsPerChild or"
                  + " Min/MaxSpareThreads), spawning %d children, there are around %d idle"
                  + " threads, %d active children, and %d children that are shutting down");
      case WORKER ->
          message(
              LogLevel.INFO,
              "AH00289",
              "server seems busy, (you may need to increase StartServers, ThreadsPerChild or"
                  + " Min/MaxSpareThreads), spawning %d children, there are around %d idle"
                  + " threads, and %d total children");
      case PREFORK ->
          message(
              LogLevel.INFO,
              "AH00162",
              "server seems busy, (you may need to increase StartServers, or"
                  + " Min/MaxSpareServers), spawning %d children, there are %d idle, and %d total"
                  + " children");
    };
  }

  /** A child takes connections: number, generation, active ones, most active ones, all. */
  LogMessage started() {
    return message(LogLevel.DEBUG, "", "Child %d started: gen %d, active %d/%d, total %d");
  }

  /** A child takes no more connections. */
  LogMessage quiescing() {
    return message(LogLevel.DEBUG, "", "Child %d quiescing: gen %d, active %d/%d, total %d");
  }

  /** A child has ended; as {@link #started}, and the connections it was given. */
  LogMessage stopped() {
    return message(
        LogLevel.DEBUG, "", "Child %d stopped: gen %d, active %d/%d, total %d, served %d");
  }

  /** A child was given the last connection that MaxConnectionsPerChild allows it. */
  LogMessage limitReached() {
    return message(LogLevel.TRACE1, "", "Stopping process due to MaxConnectionsPerChild");
  }

  /** No more connections are accepted: connections. */
  LogMessage pausing() {
    return message(LogLevel.DEBUG, "", "Too many open connections (%d), not accepting new conns");
  }

  /** Connections are accepted again: connections, being closed, idle workers. */
  LogMessage resuming() {
    return message(
        LogLevel.DEBUG,
        kind == MpmSettings.Kind.EVENT ? "AH00457" : "",
        "Accepting new connections again: %d active conns (%d lingering), %d idle workers");
  }
}
