package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is turned away at the door. */
class DoorkeeperTest {

  private final Doorkeeper door = new Doorkeeper(Set.of("admin.example.com"), false);

  private static MockServerHttpRequest.BaseBuilder<?> asking(String path, String host) {
    return MockServerHttpRequest.get(path)
        .header("Host", host)
        .localAddress(new InetSocketAddress("10.0.0.5", 9090))
        .remoteAddress(new InetSocketAddress("127.0.0.1", 4000));
  }

  private static @Nullable HttpStatusCode answer(
      Doorkeeper door, MockServerHttpRequest.BaseBuilder<?> request) {
    MockServerWebExchange exchange = MockServerWebExchange.from(request);
    door.filter(exchange, passed -> Mono.empty()).block();
    return exchange.getResponse().getStatusCode();
  }

  @Test
  void ourNamesAndAddressesAreLetIn() {
    for (String host : new String[] {"localhost:9090", "10.0.0.5:9090", "ADMIN.example.com"}) {
      assertThat(answer(door, asking("/", host))).as(host).isNull();
    }
  }

  @Test
  void foreignNamesAreNot() {
    for (String host : new String[] {"evil.example", "10.0.0.6:9090", "localhost.evil.example"}) {
      assertThat(answer(door, asking("/", host))).as(host).isEqualTo(HttpStatusCode.valueOf(421));
    }
  }

  @Test
  void programsMayCallTheEndpointsByAnyName() {
    assertThat(answer(door, asking("/actuator/prometheus", "stoker.default.svc:9090"))).isNull();
    assertThat(
            answer(
                door,
                asking("/actuator/httpdconfig", "evil.example")
                    .header("Sec-Fetch-Site", "same-origin")))
        .isEqualTo(HttpStatusCode.valueOf(421));
  }

  @Test
  void nobodySendsPasswordsInTheClear() {
    var far =
        asking("/login", "10.0.0.5:9090").remoteAddress(new InetSocketAddress("10.0.0.9", 4000));
    assertThat(answer(door, far)).isEqualTo(HttpStatusCode.valueOf(403));
    assertThat(answer(new Doorkeeper(Set.of(), true), far)).isNull();
  }
}
