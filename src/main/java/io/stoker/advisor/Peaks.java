package io.stoker.advisor;

/**
 * The extremes since the configuration in force was taken, second by second: those of another one
 * say nothing of its numbers.
 *
 * @param seconds that the advisor has looked
 * @param busy the most workers that were busy at once
 * @param full seconds in which all that there may be were busy
 * @param connections the most that were open at once
 * @param spawned the most children that were started in one second
 * @param bursts seconds in which eight children or more were started: httpd's log would say that
 *     the server seems busy
 * @param cores the most processors that were kept busy over some seconds
 */
public record Peaks(
    long seconds, int busy, long full, int connections, int spawned, long bursts, double cores) {

  /** Nothing was looked at. */
  public static final Peaks NONE = new Peaks(0, 0, 0, 0, 0, 0, 0);

  /** From so many children a second on the log says that the server seems busy. */
  static final int BURST = 8;

  /** One second more. */
  Peaks and(int busyNow, boolean isFull, int open, int started) {
    return new Peaks(
        seconds + 1,
        Math.max(busy, busyNow),
        full + (isFull ? 1 : 0),
        Math.max(connections, open),
        Math.max(spawned, started),
        bursts + (started >= BURST ? 1 : 0),
        cores);
  }

  Peaks cores(double kept) {
    return new Peaks(seconds, busy, full, connections, spawned, bursts, Math.max(cores, kept));
  }
}
