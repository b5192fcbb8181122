package io.stoker.admin;

import io.stoker.runtime.Guesses;
import java.time.Duration;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

/** Slows down who guesses passwords. Who knows the password gets in all the same. */
final class GuessGuard implements ReactiveAuthenticationManager {

  private final ReactiveAuthenticationManager real;
  private final Guesses guesses = new Guesses();

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
          return wait.isZero() ? attempt : Mono.delay(wait).then(attempt);
        });
  }
}
