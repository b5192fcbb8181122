package io.stoker.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apr_ipsubnet_create accepts, as seen in httpd 2.4.71. */
class IpSubnetTest {

  @ParameterizedTest
  @CsvSource({
    "10, 10.255.0.1, 11.0.0.1",
    "10., 10.255.0.1, 11.0.0.1",
    "10.1.2, 10.1.2.3, 10.1.3.3",
    "1.2.3.4., 1.2.3.4, 1.2.3.5",
    "010.001.1.0001, 10.1.1.1, 10.1.1.2",
    "10.0.0.5/31, 10.0.0.4, 10.0.0.6",
    "10.0.0.5/+24, 10.0.0.9, 10.0.1.5",
    "10.0.0.4/255.0.0.255, 10.9.9.4, 10.0.0.5",
    "::1, ::1, ::2",
    "2001:db8::/32, 2001:db8:1::1, 2001:db9::1",
    "::1.2.3.4, ::1.2.3.4, 1.2.3.4",
    "1.2.3.4, ::ffff:1.2.3.4, ::1.2.3.4"
  })
  void containsWhatItSays(String network, String inside, String outside) throws Exception {
    assertThat(IpSubnet.create(network).contains(inside)).isTrue();
    assertThat(IpSubnet.create(network).contains(outside)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "256",
        "10/8",
        "10.1/16",
        "1.2.3.4.5",
        ".10",
        "10..1",
        "99999999999",
        "1:2",
        ":",
        "[::1]",
        "fe80::%eth0",
        "::ffff:1.2.3.4",
        "::ffff:0:0/96"
      })
  void saysThatTheAddressIsWrong(String text) {
    assertThatThrownBy(() -> IpSubnet.create(text))
        .hasMessage("The specified IP address is invalid.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4/",
        "1.2.3.4/0",
        "1.2.3.4/33",
        "1.2.3.4/a",
        "1.2.3.4/-8",
        "1.2.3.4/8/9",
        "1.2.3.4/255.255.256.0",
        "1.2.3.4/255.255",
        "::/0",
        "::1/129",
        "::1/255.0.0.0",
        "1.2.3.4/99999999999"
      })
  void saysThatTheMaskIsWrong(String text) {
    assertThatThrownBy(() -> IpSubnet.create(text))
        .hasMessage("The specified network mask is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/8", "a.b.c", "localhost", "10.0.0.0 ", "#"})
  void saysNothingOfWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> IpSubnet.create(text))
        .isInstanceOf(IpSubnet.Malformed.class)
        .hasMessage(null);
  }
}
