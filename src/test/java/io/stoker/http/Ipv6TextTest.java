package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses come out as they went in, where they went in as RFC 5952 wants them. */
class Ipv6TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::1",
        "::",
        "2001:db8::1",
        "fe80::1:0:0:2",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:0:2:3:4:5:6:7",
        "::2:3:4:5:6:7:8",
        "1:0:0:2::3",
        "127.0.0.1"
      })
  void isShort(String text) throws UnknownHostException {
    String expected = text.equals("::2:3:4:5:6:7:8") ? "0:2:3:4:5:6:7:8" : text;
    assertThat(Ipv6.text(InetAddress.getByName(text))).isEqualTo(expected);
  }
}
