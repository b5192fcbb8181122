package io.stoker.api;

/**
 * A request that was answered from a plan, as those see it who account for it. It is valid during
 * the call that it is passed to, on an event loop: nothing here allocates or blocks, and neither
 * may who reads it.
 *
 * <p>It has no content, its target begins with a slash, and no field of its head is folded. Its
 * status is that of the request that the plan was made of.
 */
public interface Hit {

  /** What {@link #field} says of a field that the request does not have. */
  long ABSENT = -1;

  Connection connection();

  /**
   * The request's head as it came, from its first octet; to be read only. What stands behind the
   * end of the head is somebody else's.
   */
  byte[] head();

  /** Where the request line ends in {@link #head}: the index of its CR. */
  int requestLineEnd();

  /**
   * Where a field's value stands in {@link #head}, without the white space around it. That it
   * stands there once only was seen before ({@link HitLog#fields}).
   *
   * @param name in lower case, US-ASCII
   * @return first index in the upper 32 bits, index behind the last in the lower; or {@link
   *     #ABSENT}
   */
  long field(byte[] name);

  /**
   * Where the client's address stands in {@link #head}, as {@link #field} tells it, where the peer
   * is a proxy that names it in a field; else {@link #ABSENT}.
   */
  default long client() {
    return ABSENT;
  }

  /** When the head was read, microseconds since 1970. */
  long startMicros();

  /** The same by {@link System#nanoTime}. */
  long startNanos();

  /** When the reply was handed to the network, by {@link System#nanoTime}. */
  long endNanos();

  /** Bytes of content sent (%B). */
  long bodyBytes();

  /** Bytes of the request (%I). */
  long wireIn();

  /** Bytes of the reply with its head (%O). */
  long wireOut();

  /** Whether the connection broke before the end of the reply. */
  boolean aborted();

  /** Whether the connection stays open for another request. */
  boolean keptAlive();
}
