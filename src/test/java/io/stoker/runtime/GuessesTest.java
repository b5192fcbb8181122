package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessesTest {

  private final Guesses guesses = new Guesses();

  private void tenWrongOnes(String name) {
    for (int i = 0; i < 10; i++) {
      assertThat(guesses.attempt(name)).isZero();
    }
  }

  @Test
  void tenAttemptsAreFreeAndTheOthersWaitLongerAndLonger() {
    tenWrongOnes("ann");
    assertThat(guesses.attempt("ann")).isEqualTo(Duration.ofSeconds(1));
    assertThat(guesses.attempt("ann")).isEqualTo(Duration.ofSeconds(2));
    assertThat(guesses.attempt("ben")).isZero();
    assertThat(Guesses.wait(14)).isEqualTo(Duration.ofSeconds(16));
    assertThat(Guesses.wait(1000)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whoIsRightIsForgivenAll() {
    tenWrongOnes("ann");
    guesses.right("ann");
    tenWrongOnes("ann");
  }

  @Test
  void whatWasNoGuessDoesNotCount() {
    tenWrongOnes("ann");
    guesses.none("ann");
    assertThat(guesses.attempt("ann")).isZero();
    assertThat(guesses.attempt("ann")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void namesLongerThanAnybodysAreNotKeptWhole() {
    tenWrongOnes("a".repeat(300));
    assertThat(guesses.attempt("a".repeat(100_000))).isEqualTo(Duration.ofSeconds(1));
  }
}
