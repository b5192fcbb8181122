package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Who guesses is slowed down. */
class GuessGuardTest {

  private static final Authentication WHO =
      UsernamePasswordAuthenticationToken.unauthenticated("admin", "guess");

  @Test
  void theEleventhAttemptWaits() {
    AtomicInteger asked = new AtomicInteger();
    GuessGuard guard =
        new GuessGuard(
            who -> {
              asked.incrementAndGet();
              return Mono.error(new BadCredentialsException("no"));
            });
    for (int i = 0; i < 10; i++) {
      StepVerifier.create(guard.authenticate(WHO)).verifyError(BadCredentialsException.class);
    }
    StepVerifier.withVirtualTime(() -> guard.authenticate(WHO))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(999))
        .thenAwait(Duration.ofMillis(1))
        .verifyError(BadCredentialsException.class);
    assertThat(asked).hasValue(11);
  }

  @Test
  void whoGetsInIsForgivenAll() {
    AtomicInteger asked = new AtomicInteger();
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
}
