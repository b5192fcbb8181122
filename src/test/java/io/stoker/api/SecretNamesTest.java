package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD",
        "dbpasswd",
        "DB_PASS",
        "DBPASS",
        "pwd",
        "CLIENT_SECRET",
        "GITHUB_TOKEN",
        "Authorization",
        "X-Api-Key",
        "APIKEY",
        "AWS_CREDENTIALS",
        "STRIPE_KEY"
      })
  void tellOfASecret(String name) {
    assertThat(SecretNames.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BYPASS", "COMPASS", "no-gzip", "KEYBOARD", "PASSENGERS", "X-Keys", "HTTPS"})
  void tellOfNone(String name) {
    assertThat(SecretNames.isSecret(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      value = {
        "DB_PASSWORD secret ! DB_PASSWORD ***",
        "DB_PASSWORD  \"se cret\" ! DB_PASSWORD  ***",
        "\"DB_PASSWORD\" 'se \" cret' ! \"DB_PASSWORD\" ***",
        "DB_PASSWORD ${FROM_ELSEWHERE} ! DB_PASSWORD ${FROM_ELSEWHERE}",
        "DB_PASSWORD ${A}secret ! DB_PASSWORD ***",
        "DB_PASSWORD $ecret ! DB_PASSWORD ***",
        "DB_PASSWORD ! DB_PASSWORD",
        "DB_HOST secret ! DB_HOST secret"
      })
  void ofVariables(String args, String shown) {
    assertThat(SecretNames.ofVariable(args)).isEqualTo(shown);
    assertThat(SecretNames.ofVariable(shown)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      value = {
        "set Authorization \"Basic c2VjcmV0\" ! set Authorization ***",
        "always set X-Api-Key secret env=x ! always set X-Api-Key ***",
        "set Authorization \"%{AUTH}e\" env=AUTH ! set Authorization \"%{AUTH}e\" env=AUTH",
        "set X-Name token ! set X-Name token",
        "unset Authorization ! unset Authorization"
      })
  void ofFields(String args, String shown) {
    assertThat(SecretNames.ofField(args)).isEqualTo(shown);
  }

  @Test
  void ofAssignments() {
    assertThat(SecretNames.ofAssignments("host=a,password=b c token=${T}"))
        .isEqualTo("host=a,password=*** c token=${T}");
    assertThat(SecretNames.ofAssignments("password=a$1")).isEqualTo("password=***");
  }

  @Test
  void allButTheFirstWord() {
    assertThat(SecretNames.afterFirst("guest secret")).isEqualTo("guest ***");
    assertThat(SecretNames.afterFirst("off")).isEqualTo("off");
  }
}
