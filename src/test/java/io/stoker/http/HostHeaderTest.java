package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and ports that come out; what is refused and why is in the request head table. */
class HostHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "A.Example,a.example,-1,false",
    "a.,a,-1,false",
    "a.:80,a,80,false",
    "a:065535,a,65535,false",
    "1.2.3.4:8080,1.2.3.4,8080,false",
    "[::FFFF:1.2.3.4]:443,::ffff:1.2.3.4,443,true",
    "[::1],::1,-1,true"
  })
  void yieldsNameAndPort(String field, String name, int port, boolean ipv6) {
    assertThat(HostHeader.fromField(field, true))
        .isEqualTo(new HostHeader.Accepted(name, port, ipv6, null));
  }

  @Test
  void aBlankFieldNamesNoHost() {
    assertThat(HostHeader.fromField("", true))
        .isInstanceOfSatisfying(
            HostHeader.Accepted.class, host -> assertThat(host.isPresent()).isFalse());
  }

  @Test
  void theTargetWinsOverTheField() {
    RequestHead.Step step =
        RequestHeads.read(
            "GET http://A.b:81/x HTTP/1.1\r\nHost: other:9\r\n\r\n", ProtocolOptions.DEFAULT);
    assertThat(step)
        .isInstanceOfSatisfying(
            RequestHead.Complete.class,
            done -> {
              assertThat(done.host())
                  .isEqualTo(new HostHeader.Accepted("a.b", 81, false, "a.b:81"));
              assertThat(done.headers().getAll("Host")).containsExactly("a.b:81");
              assertThat(done.notes())
                  .extracting(Diagnostic::toString)
                  .containsExactly(
                      "AH02417: Replacing host header 'other:9' with host 'a.b:81' given in the"
                          + " request uri");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1::8", "::1.2.3.4", "a:B::C"})
  void ipv6Addresses(String text) {
    assertThat(Ipv6.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "::g",
        "1:",
        ":1",
        "1:2:3:4:5:6:7:8::",
        "::1.2.3",
        "::1.2.3.256",
        "1.2.3.4",
        "::01.2.3.4",
        "1::2:"
      })
  void notIpv6Addresses(String text) {
    assertThat(Ipv6.isAddress(text)).isFalse();
  }

  @Property(tries = 3000, seed = "1")
  void strictNamesAreOfSafeChars(
      @ForAll
          @Chars({'.', ':', '[', ']', '-', '_', '/', '%', '\\'})
          @CharRange(from = '0', to = '9')
          @CharRange(from = 'A', to = 'F')
          String field) {
    if (HostHeader.fromField(field, true) instanceof HostHeader.Accepted host) {
      assertThat(host.name()).matches(host.ipv6() ? "[0-9a-f:.]+" : "[a-z0-9._-]*");
      assertThat(host.port()).isBetween(-1, 65_535).isNotZero();
    }
  }
}
