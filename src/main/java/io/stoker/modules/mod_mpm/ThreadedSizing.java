package io.stoker.modules.mod_mpm;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import org.jspecify.annotations.Nullable;

/** Makes sizes that fit each other of what mpm_event or mpm_worker was told. */
final class ThreadedSizing {

  private static final int MOST_SERVERS = 20_000;

  private final Startup startup;
  private final Server main;
  private final Corrections say;

  private ThreadedSizing(Startup startup, Corrections say) {
    this.startup = startup;
    this.main = startup.main();
    this.say = say;
  }

  static void check(Startup startup, MpmSettings.Kind kind, int mostThreads, Corrections say) {
    MpmSettings settings = new ThreadedSizing(startup, say).settings(kind, mostThreads);
    startup.set(startup.main(), MpmSettings.SLOT, settings);
  }

  private MpmSettings settings(MpmSettings.Kind kind, int mostThreads) {
    int serverLimit =
        within(
            said(MpmSlots.SERVER_LIMIT, 16),
            MOST_SERVERS,
            say.serverLimitTooHigh,
            say.serverLimitTooLow);
    int threadLimit =
        within(
            said(MpmSlots.THREAD_LIMIT, 64),
            mostThreads,
            say.threadLimitTooHigh,
            say.threadLimitTooLow);
    int threads =
        within(
            said(MpmSlots.THREADS_PER_CHILD, 25),
            threadLimit,
            say.threadsTooMany,
            say.threadsTooFew);
    int workers = workers(said(MpmSlots.MAX_REQUEST_WORKERS, 400), threads, serverLimit);
    int start = atLeastOne(said(MpmSlots.START_SERVERS, 3), say.startTooFew);
    int minSpare = atLeastOne(said(MpmSlots.MIN_SPARE_THREADS, 75), say.spareTooFew);
    // A child more or less must not be one too many at once: manual, "MaxSpareThreads".
    int maxSpare = Math.max(said(MpmSlots.MAX_SPARE_THREADS, 250), minSpare + threads);
    Double factor = main.get(MpmSlots.ASYNC_FACTOR);
    return new MpmSettings(
        kind,
        start,
        serverLimit,
        threadLimit,
        threads,
        workers,
        minSpare,
        maxSpare,
        factor == null ? 2 : factor,
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

  private int said(Slot<@Nullable Integer> slot, int fallback) {
    Integer value = main.get(slot);
    return value == null ? fallback : value;
  }

  private int within(int value, int most, LogMessage tooHigh, LogMessage tooLow) {
    if (value > most) {
      startup.log(tooHigh, value, most, most);
      return most;
    }
    return atLeastOne(value, tooLow);
  }

  private int atLeastOne(int value, LogMessage tooLow) {
    if (value < 1) {
      startup.log(tooLow, value);
      return 1;
    }
    return value;
  }

  private int workers(int asked, int threads, int serverLimit) {
    int workers = asked;
    if (workers < threads) {
      startup.log(say.workersTooFew, workers, threads, threads);
      workers = threads;
    }
    int servers = workers / threads;
    if (workers % threads != 0) {
      startup.log(say.workersNoMultiple, workers, threads, servers * threads, servers);
      workers = servers * threads;
    }
    if (servers > serverLimit) {
      startup.log(say.workersTooMany, workers, servers, serverLimit, serverLimit * threads);
      workers = serverLimit * threads;
    }
    return workers;
  }
}
