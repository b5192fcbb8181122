package io.stoker.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passwords that were tried for a name. The first ten wrong ones are free, before each further
 * attempt one has to wait twice as long as before the last, half a minute at most. After a quarter
 * of an hour without an attempt all is forgotten.
 */
public final class Guesses {

  private static final int FREE = 10;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Names longer than any user's count as one if they begin alike. */
  private static final int LONGEST_NAME = 200;

  private final Cache<String, AtomicInteger> wrong =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(15)).build();

  /**
   * Somebody tries a password. It counts as wrong until the contrary is said: who tries many at
   * once has to wait as well.
   *
   * @return how long to wait before looking at it
   */
  public Duration attempt(String name) {
    return wait(wrong.get(key(name), n -> new AtomicInteger()).getAndIncrement());
  }

  /** It was right: all before it is forgiven. */
  public void right(String name) {
    wrong.invalidate(key(name));
  }

  /** It was no guess, though it looked like one. */
  public void none(String name) {
    AtomicInteger count = wrong.getIfPresent(key(name));
    if (count != null) {
      count.decrementAndGet();
    }
  }

  private static String key(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /** How long who was wrong so often has to wait. */
  static Duration wait(int wrong) {
    if (wrong < FREE) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(wrong - FREE, 5);
    return seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
  }
}
