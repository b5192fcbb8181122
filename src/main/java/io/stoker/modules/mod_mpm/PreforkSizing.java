package io.stoker.modules.mod_mpm;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import org.jspecify.annotations.Nullable;

/** Makes sizes that fit each other of what mpm_prefork was told. */
final class PreforkSizing {

  static final LogMessage SERVER_LIMIT_TOO_HIGH =
      LogMessage.warn(
          "mpm_prefork",
          "AH00175",
          "WARNING: ServerLimit of %d exceeds compile-time limit of %d servers, decreasing to %d.");
  static final LogMessage SERVER_LIMIT_TOO_LOW =
      Corrections.notAllowed("mpm_prefork", "AH00177", "ServerLimit", "");
  static final LogMessage WORKERS_TOO_MANY =
      LogMessage.warn(
          "mpm_prefork",
          "AH00180",
          "WARNING: MaxRequestWorkers of %d exceeds ServerLimit value of %d servers, decreasing"
              + " MaxRequestWorkers to %d. To increase, please see the ServerLimit directive.");
  static final LogMessage WORKERS_TOO_FEW =
      Corrections.notAllowed("mpm_prefork", "AH00182", "MaxRequestWorkers", "");
  static final LogMessage START_TOO_FEW =
      Corrections.notAllowed("mpm_prefork", "AH00184", "StartServers", "");
  static final LogMessage SPARE_TOO_FEW =
      Corrections.spare("mpm_prefork", "AH00186", "MinSpareServers");

  private static final int MOST_SERVERS = 200_000;

  private PreforkSizing() {}

  static void check(Startup startup) {
    Server main = startup.main();
    int serverLimit = said(main, MpmSlots.SERVER_LIMIT, 256);
    if (serverLimit > MOST_SERVERS) {
      startup.log(SERVER_LIMIT_TOO_HIGH, serverLimit, MOST_SERVERS, MOST_SERVERS);
      serverLimit = MOST_SERVERS;
    }
    serverLimit = atLeastOne(startup, serverLimit, SERVER_LIMIT_TOO_LOW);
    int workers = said(main, MpmSlots.MAX_REQUEST_WORKERS, 256);
    if (workers > serverLimit) {
      startup.log(WORKERS_TOO_MANY, workers, serverLimit, serverLimit);
      workers = serverLimit;
    }
    workers = atLeastOne(startup, workers, WORKERS_TOO_FEW);
    int start = atLeastOne(startup, said(main, MpmSlots.START_SERVERS, 5), START_TOO_FEW);
    int minSpare = atLeastOne(startup, said(main, MpmSlots.MIN_SPARE_SERVERS, 5), SPARE_TOO_FEW);
    // Manual, "MaxSpareServers": a maximum that is not above the minimum becomes that plus one.
    int maxSpare = Math.max(said(main, MpmSlots.MAX_SPARE_SERVERS, 10), minSpare + 1);
    startup.set(
        main, MpmSettings.SLOT, settings(main, start, serverLimit, workers, minSpare, maxSpare));
  }

  private static MpmSettings settings(
      Server main, int start, int serverLimit, int workers, int minSpare, int maxSpare) {
    return new MpmSettings(
        MpmSettings.Kind.PREFORK,
        start,
        serverLimit,
        1,
        1,
        workers,
        minSpare,
        maxSpare,
        0,
        main.get(Core.MAX_CONNECTIONS_PER_CHILD),
        main.get(Core.MAX_MEM_FREE),
        main.get(Core.THREAD_STACK_SIZE),
        main.get(MpmSlots.GRACEFUL_SHUTDOWN_TIMEOUT),
        main.get(MpmSlots.LISTEN_BACKLOG),
        main.get(MpmSlots.BUCKETS_RATIO),
        main.get(MpmSlots.DEFER_ACCEPT),
        main.get(MpmSlots.SEND_BUFFER_SIZE),
        main.get(MpmSlots.RECEIVE_BUFFER_SIZE),
        main.get(Core.LISTEN));
  }

  private static int said(Server main, Slot<@Nullable Integer> slot, int fallback) {
    Integer value = main.get(slot);
    return value == null ? fallback : value;
  }

  private static int atLeastOne(Startup startup, int value, LogMessage tooLow) {
    if (value < 1) {
      startup.log(tooLow, value);
      return 1;
    }
    return value;
  }
}
