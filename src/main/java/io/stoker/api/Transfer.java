package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * What became of a reply; known when the last byte has been handed to the network.
 *
 * @param bodyBytes bytes of content sent, without head and chunk framing (%B)
 * @param wireIn bytes received for this request, with head (%I)
 * @param wireOut bytes sent for it, with head and framing (%O)
 * @param firstByteNanos {@link System#nanoTime} of the first byte sent, or 0
 * @param endNanos {@link System#nanoTime} of the last
 * @param aborted whether the connection broke before the end
 * @param keptAlive whether the connection stays open for another request
 * @param connection what the reply said in Connection, or null
 * @param keepAlive what it said in Keep-Alive, or null
 */
public record Transfer(
    long bodyBytes,
    long wireIn,
    long wireOut,
    long firstByteNanos,
    long endNanos,
    boolean aborted,
    boolean keptAlive,
    @Nullable String connection,
    @Nullable String keepAlive) {

  /** Of a reply that said nothing of the connection. */
  public Transfer(
      long bodyBytes,
      long wireIn,
      long wireOut,
      long firstByteNanos,
      long endNanos,
      boolean aborted,
      boolean keptAlive) {
    this(bodyBytes, wireIn, wireOut, firstByteNanos, endNanos, aborted, keptAlive, null, null);
  }

  /** Before anything was sent. */
  public static final Transfer NONE = new Transfer(0, 0, 0, 0, 0, false, false, null, null);
}
