package io.stoker.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

/**
 * Slows down who guesses passwords: after ten failures for a name every further attempt waits twice
 * as long as the one before, half a minute at most. Who knows the password gets in all the same.
 */
final class GuessGuard implements ReactiveAuthenticationManager {

  private static final int FREE = 10;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ReactiveAuthenticationManager real;
  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(15)).build();

  GuessGuard(ReactiveAuthenticationManager real) {
    this.real = real;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication who) {
    AtomicInteger failed = failures.get(who.getName(), name -> new AtomicInteger());
    Duration wait = wait(failed.get());
    Mono<Authentication> attempt =
        Mono.defer(() -> real.authenticate(who))
            .doOnError(e -> failed.incrementAndGet())
            .doOnNext(in -> failures.invalidate(who.getName()));
    return wait.isZero() ? attempt : Mono.delay(wait).then(attempt);
  }

  /** How long who has failed so often has to wait. */
  static Duration wait(int failed) {
    if (failed < FREE) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(failed - FREE, 5);
    return seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
  }
}
