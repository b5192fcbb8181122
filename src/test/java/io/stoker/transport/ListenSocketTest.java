package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Core.ListenAddress;
import io.stoker.api.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenSocketTest {

  private static ListenAddress listen(@Nullable String address, int port) {
    return new ListenAddress(address, port, "http", Set.of(), new Position("ports.conf", 5));
  }

  private static List<String> sockets(ListenAddress... listens) throws ListenException {
    return ListenSocket.of(Arrays.asList(listens)).stream().map(ListenSocket::toString).toList();
  }

  @Test
  void isWrittenAsHttpdWritesIt() throws ListenException {
    assertThat(sockets(listen("127.0.0.1", 80), listen("::1", 81), listen("2001:db8:0:0::7", 82)))
        .containsExactly("127.0.0.1:80", "[::1]:81", "[2001:db8::7]:82");
    assertThat(sockets(listen("0.0.0.0", 80))).containsExactly("0.0.0.0:80");
    assertThat(sockets(listen("::", 80))).containsExactly("[::]:80");
  }

  @Test
  void aSocketForAllTakesThePlaceOfOneForAllOfIpv4() throws ListenException {
    assertThat(sockets(listen("::", 80), listen("0.0.0.0", 80), listen("0.0.0.0", 81)))
        .containsExactly("[::]:80", "0.0.0.0:81");
  }

  @Test
  void theSameAddressIsOpenedOnce() throws ListenException {
    assertThat(sockets(listen("127.0.0.1", 80), listen("127.0.0.1", 80)))
        .containsExactly("127.0.0.1:80");
  }

  @Test
  void noAddressMeansAll() throws ListenException {
    assertThat(sockets(listen(null, 80))).hasSize(1).isSubsetOf("[::]:80", "0.0.0.0:80");
    assertThat(sockets(listen("*", 80))).isEqualTo(sockets(listen(null, 80)));
  }

  @Test
  void saysWhichAddressItDoesNotUnderstand() {
    assertThatThrownBy(() -> sockets(listen("no such host.invalid", 80)))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("ports.conf:5")
        .hasMessageContaining("no such host.invalid");
  }

  @Test
  void reuseportIsAnOption() throws ListenException {
    ListenAddress listen =
        new ListenAddress("127.0.0.1", 80, "http", Set.of("reuseport"), Position.NONE);
    assertThat(ListenSocket.of(List.of(listen)).getFirst().reusePort()).isTrue();
  }
}
