package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "192.0.2.10"})
  void addressesAsTheyAreWritten(String text) {
    assertThat(Octets.isIpv4(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.04",
        "1..3.4",
        ".1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.4444",
        "a.b.c.d",
        "1.2.3.-4",
        "::1"
      })
  void anythingElse(String text) {
    assertThat(Octets.isIpv4(text)).isFalse();
  }
}
