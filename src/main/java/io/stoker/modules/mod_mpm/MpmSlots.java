package io.stoker.modules.mod_mpm;

import io.stoker.api.Slot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the MPM was told, as it was told; {@link io.stoker.api.MpmSettings} is made of it. */
final class MpmSlots {

  static final Slot<@Nullable Integer> START_SERVERS = Slot.optionalServer("StartServers");
  static final Slot<@Nullable Integer> SERVER_LIMIT = Slot.optionalServer("ServerLimit");
  static final Slot<@Nullable Integer> THREAD_LIMIT = Slot.optionalServer("ThreadLimit");
  static final Slot<@Nullable Integer> THREADS_PER_CHILD = Slot.optionalServer("ThreadsPerChild");
  static final Slot<@Nullable Integer> MAX_REQUEST_WORKERS =
      Slot.optionalServer("MaxRequestWorkers");
  static final Slot<@Nullable Integer> MIN_SPARE_THREADS = Slot.optionalServer("MinSpareThreads");
  static final Slot<@Nullable Integer> MAX_SPARE_THREADS = Slot.optionalServer("MaxSpareThreads");
  static final Slot<@Nullable Integer> MIN_SPARE_SERVERS = Slot.optionalServer("MinSpareServers");
  static final Slot<@Nullable Integer> MAX_SPARE_SERVERS = Slot.optionalServer("MaxSpareServers");
  static final Slot<@Nullable Double> ASYNC_FACTOR =
      Slot.optionalServer("AsyncRequestWorkerFactor");
  static final Slot<Duration> GRACEFUL_SHUTDOWN_TIMEOUT =
      Slot.server("GracefulShutdownTimeout", Duration.ZERO);
  static final Slot<Integer> LISTEN_BACKLOG = Slot.server("ListenBacklog", 511);
  static final Slot<Integer> BUCKETS_RATIO = Slot.server("ListenCoresBucketsRatio", 0);
  static final Slot<Integer> DEFER_ACCEPT = Slot.server("ListenTCPDeferAccept", 30);
  static final Slot<Integer> SEND_BUFFER_SIZE = Slot.server("SendBufferSize", 0);
  static final Slot<Integer> RECEIVE_BUFFER_SIZE = Slot.server("ReceiveBufferSize", 0);

  private MpmSlots() {}
}
