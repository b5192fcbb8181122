package io.stoker.api;

import java.time.Duration;
import java.util.List;

/**
 * How the server is sized, as the loaded MPM made it of its directives: out-of-range values are
 * corrected as httpd corrects them. All numbers are counts unless said otherwise.
 *
 * <p>Source: httpd manual, "Apache MPM Common Directives" and the pages of the MPMs.
 *
 * @param startServers children at the start
 * @param serverLimit most children ever
 * @param threadLimit most worker slots of a child; 1 with prefork
 * @param threadsPerChild worker slots of a child; 1 with prefork
 * @param maxRequestWorkers requests at a time, a multiple of {@code threadsPerChild}
 * @param minSpare idle worker slots (prefork: children) below which a child is started
 * @param maxSpare idle worker slots (prefork: children) above which one is retired
 * @param asyncRequestWorkerFactor event: connections beyond the busy ones, per idle slot
 * @param maxConnectionsPerChild after which a child is retired; 0 for never
 * @param maxMemFree kilobytes a child may keep for later; 0 for no limit
 * @param threadStackSize bytes; 0 for the platform's
 * @param gracefulShutdownTimeout how long a graceful stop waits; zero for ever
 * @param listenBacklog connections that wait to be accepted
 * @param listenCoresBucketsRatio cores for each group of listeners; 0 for a single group
 * @param deferAccept seconds the kernel waits for data before it hands over a connection
 * @param sendBufferSize bytes of TCP buffer; 0 for the system's
 * @param receiveBufferSize bytes of TCP buffer; 0 for the system's
 * @param listen what to listen on
 */
public record MpmSettings(
    Kind kind,
    int startServers,
    int serverLimit,
    int threadLimit,
    int threadsPerChild,
    int maxRequestWorkers,
    int minSpare,
    int maxSpare,
    double asyncRequestWorkerFactor,
    int maxConnectionsPerChild,
    long maxMemFree,
    long threadStackSize,
    Duration gracefulShutdownTimeout,
    int listenBacklog,
    int listenCoresBucketsRatio,
    int deferAccept,
    int sendBufferSize,
    int receiveBufferSize,
    List<Core.ListenAddress> listen) {

  /** The MPMs of httpd on Unix. */
  public enum Kind {
    EVENT("event"),
    WORKER("worker"),
    PREFORK("prefork");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As {@code -V} prints it. */
    public String word() {
      return word;
    }
  }

  /** Event as it is without any directive. */
  public static final MpmSettings DEFAULT =
      new MpmSettings(
          Kind.EVENT,
          3,
          16,
          64,
          25,
          400,
          75,
          250,
          2,
          0,
          2048,
          0,
          Duration.ZERO,
          511,
          0,
          30,
          0,
          0,
          List.of());

  /** In the main server; put there when the configuration is checked. */
  public static final Slot<MpmSettings> SLOT = Slot.server("MPM", DEFAULT);

  /** Children that {@code maxRequestWorkers} takes. */
  public int maxServers() {
    return maxRequestWorkers / threadsPerChild;
  }
}
