package io.stoker.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash of octets that clients choose, with a secret of this process, eight octets at a time: each
 * word is multiplied with what came before it to 128 bits, whose halves are laid over each other
 * (as in wyhash). A sum of powers would not do, however secret its base: there are strings that
 * share it for every odd one.
 */
final class KeyedHash {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long START;
  private static final long STEP;
  private static final long END;

  static {
    SecureRandom random = new SecureRandom();
    START = random.nextLong();
    STEP = random.nextLong() | 1;
    END = random.nextLong() | 1;
  }

  private KeyedHash() {}

  /**
   * The hash of a part of an array.
   *
   * @param seed what comes before it, such as another hash
   */
  static long of(long seed, byte[] bytes, int from, int to) {
    long hash = seed ^ START;
    int length = to - from;
    if (length < Long.BYTES) {
      long word = 0;
      for (int i = from; i < to; i++) {
        word = (word << 8) | (bytes[i] & 0xff);
      }
      return mix(mix(hash ^ word, STEP) ^ length, END);
    }
    int last = to - Long.BYTES;
    for (int i = from; i < last; i += Long.BYTES) {
      hash = mix(hash ^ (long) WORD.get(bytes, i), STEP);
    }
    // The last word may share octets with the one before it: those of one length all do so alike.
    return mix(mix(hash ^ (long) WORD.get(bytes, last), STEP) ^ length, END);
  }

  /** For tables of 32 bits. */
  static int folded(long hash) {
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mix(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }
}
