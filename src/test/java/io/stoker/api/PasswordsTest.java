package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Passwords.Match;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

  private static final String BCRYPT =
      "$2y$04$9erfWAGl5vLLXlKJHGjfieMIrtrpm626blVPjKlUdLbFB7SDMELqS";

  private final AtomicLong nanos = new AtomicLong();
  private final Passwords passwords = new Passwords(nanos::get);

  @ParameterizedTest
  @ValueSource(
      strings = {
        BCRYPT,
        "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
        "$apr1$M3VBmygA$ycvNpNoIyQfVqcCPpsrLq1",
        "$1$abcdefgh$cHJi5PXp/ki/ktXzqlk6I1",
        "$5$rounds=1500$U8Wy/8tVDziW3jle$enzwc/W/n0TlNzE348ijgpwyb58ZTDOq5yysBjMQ3l2",
        "$6$rounds=1234$slIDjCi.fUaf7oHr$jkRtbSP59L0n.2iFR8aflSAP0WqZiQUEXpSqOx4k7vt64fq6.rr7Sb"
            + "iWi..RcZrQwqFFSa.1Ll.yaoDFQuil0/",
        "4wYUo/eo5C6tA"
      })
  void knowsWhatHtpasswdWrites(String hash) throws Exception {
    assertThat(passwords.match("secret", hash)).isEqualTo(Match.YES);
    assertThat(passwords.match("secret", hash)).as("from memory").isEqualTo(Match.YES);
    assertThat(passwords.match("Secret", hash)).isEqualTo(Match.NO);
    assertThat(passwords.match("", hash)).isEqualTo(Match.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "secret, NO",
    "'', NO",
    "*, NO",
    "*0, NO",
    "$apr1$, NO",
    "$6$, NO",
    "$2y$99$x, NO",
    "$y$j9T$abcdefgh$IUWJ, UNKNOWN_HASH",
    "_J9..rasmz0.F/jqjWck, UNKNOWN_HASH",
    "$argon2id$v=19$m=4096, UNKNOWN_HASH",
    "$, UNKNOWN_HASH"
  })
  void nothingMatchesWhatIsNoHash(String hash, Match match) throws Exception {
    assertThat(passwords.match("secret", hash)).isEqualTo(match);
    assertThat(passwords.match(hash, hash)).isEqualTo(match);
  }

  @Test
  void remembersAMatchForAMinuteAndNothingElse() throws Exception {
    passwords.match("wrong", BCRYPT);
    assertThat(passwords.remembered()).isZero();
    passwords.match("secret", BCRYPT);
    assertThat(passwords.remembered()).isOne();
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(passwords.remembered()).isOne();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(passwords.remembered()).isZero();
  }

  @Test
  void anotherHashOfTheSamePasswordIsAnotherMatch() throws Exception {
    passwords.match("secret", BCRYPT);
    passwords.match("secret", "$apr1$M3VBmygA$ycvNpNoIyQfVqcCPpsrLq1");
    assertThat(passwords.remembered()).isEqualTo(2);
  }

  @Test
  void aCheapHashIsNotRemembered() throws Exception {
    passwords.match("secret", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=");
    assertThat(passwords.remembered()).isZero();
  }

  @Test
  void digestsUserRealmAndPassword() {
    assertThat(Passwords.realmHash("ann", "realm", "secret"))
        .isEqualTo("4f7d04b5b9899460e7638f8036f253f4");
  }
}
