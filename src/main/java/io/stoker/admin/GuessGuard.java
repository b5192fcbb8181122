package io.stoker.admin;

import io.stoker.runtime.Guesses;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

/**
 * Slows down who guesses passwords, one after the other or many at once. Who knows the password
 * gets in all the same.
 */
final class GuessGuard implements ReactiveAuthenticationManager {

  /** Attempts that wait; who comes when there are so many is turned away. */
  private static final int MOST_WAITING = 16;

  private final ReactiveAuthenticationManager real;
  private final Guesses guesses = new Guesses();
  private final Semaphore places = new Semaphore(MOST_WAITING);

  GuessGuard(ReactiveAuthenticationManager real) {
    this.real = real;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication who) {
    return Mono.defer(
        () -> {
          Duration wait = guesses.attempt(who.getName());
          Mono<Authentication> attempt =
              Mono.defer(() -> real.authenticate(who)).doOnNext(in -> guesses.right(who.getName()));
          return wait.isZero() ? attempt : inTurn(wait, attempt);
        });
  }

  private Mono<Authentication> inTurn(Duration wait, Mono<Authentication> attempt) {
    if (!places.tryAcquire()) {
      return Mono.error(new LockedException("too many attempts at once"));
    }
    return Mono.delay(wait).then(attempt).doFinally(end -> places.release());
  }
}
