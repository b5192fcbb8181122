package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allow: POST,OPTIONS,HEAD,GET,TRACE | Allow: GET,HEAD,OPTIONS,POST,TRACE",
        "a:POST,GET:b | a:GET,POST:b",
        "Allow: WHATEVER,GET | Allow: GET,WHATEVER",
        "Allow: TRACE | Allow: TRACE",
        "ORDER DENY,ALLOW | ORDER DENY,ALLOW",
        "Vary: X-GET,A-GET | Vary: X-GET,A-GET",
        "<Limit POST GET> | <Limit POST GET>"
      })
  void methodsAreASet(String seen, String masked) {
    assertThat(Masks.methodsSorted(seen)).isEqualTo(masked);
  }
}
