package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.http.RequestTarget.Form;
import org.junit.jupiter.api.Test;

class RequestTargetTest {

  @Test
  void origin() {
    RequestTarget t = RequestTarget.parse("GET", "//a/b?c?d#e");
    assertThat(t.form()).isEqualTo(Form.ORIGIN);
    assertThat(t.raw()).isEqualTo("//a/b?c?d#e");
    assertThat(t.path()).isEqualTo("/a/b");
    assertThat(t.query()).isEqualTo("c?d");
    assertThat(t.fragment()).isEqualTo("e");
    assertThat(t.host()).isNull();
    assertThat(t.valid()).isTrue();
    assertThat(RequestTarget.parse("GET", "/a?").query()).isEmpty();
    assertThat(RequestTarget.parse("GET", "/a").query()).isNull();
  }

  @Test
  void absolute() {
    RequestTarget t = RequestTarget.parse("GET", "http://u:p@H:080/x?q");
    assertThat(t.form()).isEqualTo(Form.ABSOLUTE);
    assertThat(t.scheme()).isEqualTo("http");
    assertThat(t.userinfo()).isEqualTo("u:p");
    assertThat(t.host()).isEqualTo("H");
    assertThat(t.port()).isEqualTo("080");
    assertThat(t.path()).isEqualTo("/x");
    assertThat(t.effectiveHost("http")).isEqualTo("H");
    assertThat(t.effectiveHost("https")).isNull();
    assertThat(t.foreignScheme()).isFalse();
    assertThat(RequestTarget.parse("GET", "ws://a/").foreignScheme()).isTrue();
    RequestTarget six = RequestTarget.parse("GET", "HTTP://[::1]:8");
    assertThat(six.host()).isEqualTo("::1");
    assertThat(six.ipv6()).isTrue();
    assertThat(six.path()).isEqualTo("/");
  }

  @Test
  void authority() {
    RequestTarget t = RequestTarget.parse("CONNECT", "[::1]:443");
    assertThat(t.form()).isEqualTo(Form.AUTHORITY);
    assertThat(t.host()).isEqualTo("::1");
    assertThat(t.port()).isEqualTo("443");
    assertThat(t.effectiveHost("http")).isEqualTo("::1");
    for (String bad : new String[] {"a", "a:", "a:b", "a:1/x", "[::1]", "/", "*", "[", "[:1"}) {
      assertThat(RequestTarget.parse("CONNECT", bad).valid()).as(bad).isFalse();
    }
  }

  @Test
  void asterisk() {
    assertThat(RequestTarget.parse("OPTIONS", "*").form()).isEqualTo(Form.ASTERISK);
    assertThat(RequestTarget.parse("OPTIONS", "http://a").path()).isEqualTo("*");
    assertThat(RequestTarget.parse("GET", "*").valid()).isFalse();
    assertThat(RequestTarget.parse("OPTIONS", "**").valid()).isFalse();
  }

  @Test
  void invalidTargetsKeepTheirText() {
    RequestTarget t = RequestTarget.parse("GET", "http://a:x/");
    assertThat(t.valid()).isFalse();
    assertThat(t.path()).isEqualTo("http://a:x/");
    assertThat(t.host()).isNull();
    assertThat(RequestTarget.parse("GET", "foo").valid()).isFalse();
    assertThat(RequestTarget.parse("GET", "").path()).isEqualTo("/");
  }
}
