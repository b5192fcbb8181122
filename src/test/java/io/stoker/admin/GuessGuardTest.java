package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Who guesses is slowed down. */
class GuessGuardTest {

  private static final Authentication WHO =
      UsernamePasswordAuthenticationToken.unauthenticated("admin", "guess");

  private final AtomicInteger asked = new AtomicInteger();

  /** Nobody's password is right there. */
  private GuessGuard afterTenWrongOnes() {
    GuessGuard guard =
        new GuessGuard(
            who -> {
              asked.incrementAndGet();
              return Mono.error(new BadCredentialsException("no"));
            });
    for (int i = 0; i < 10; i++) {
      StepVerifier.create(guard.authenticate(WHO)).verifyError(BadCredentialsException.class);
    }
    return guard;
  }

  @Test
  void theEleventhAttemptWaits() {
    GuessGuard guard = afterTenWrongOnes();
    StepVerifier.withVirtualTime(() -> guard.authenticate(WHO))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(999))
        .thenAwait(Duration.ofMillis(1))
        .verifyError(BadCredentialsException.class);
    assertThat(asked).hasValue(11);
  }

  @Test
  void whoGetsInIsForgivenAll() {
    GuessGuard guard =
        new GuessGuard(
            who ->
                asked.incrementAndGet() % 10 == 0
                    ? Mono.just(who)
                    : Mono.error(new BadCredentialsException("no")));
    for (int i = 0; i < 9; i++) {
      StepVerifier.create(guard.authenticate(WHO)).verifyError(BadCredentialsException.class);
    }
    StepVerifier.create(guard.authenticate(WHO)).expectNext(WHO).verifyComplete();
    StepVerifier.create(guard.authenticate(WHO)).verifyError(BadCredentialsException.class);
  }

  @Test
  void manyAtOnceAreTurnedAwayUnseen() {
    GuessGuard guard = afterTenWrongOnes();
    List<Disposable> waiting =
        IntStream.range(0, 16).mapToObj(i -> guard.authenticate(WHO).subscribe()).toList();
    StepVerifier.create(guard.authenticate(WHO)).verifyError(LockedException.class);
    assertThat(asked).hasValue(10);
    waiting.forEach(Disposable::dispose);
    // Who has left has given his place back, and somebody else is not concerned at all.
    Authentication other = UsernamePasswordAuthenticationToken.unauthenticated("ann", "guess");
    StepVerifier.create(guard.authenticate(other)).verifyError(BadCredentialsException.class);
    Disposable next = guard.authenticate(WHO).subscribe();
    assertThat(next.isDisposed()).isFalse();
    next.dispose();
  }
}
