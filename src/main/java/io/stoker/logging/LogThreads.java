package io.stoker.logging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that write logs: one for each log that has something to write at the moment, kept for
 * a minute. They are threads of the system because a stalled disk holds them.
 */
final class LogThreads {

  static final ExecutorService POOL =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("log-", 0).factory());

  private LogThreads() {}
}
