package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {

  /** Status lines as Apache httpd 2.4.71 sends them, and whether it then closes. */
  @ParameterizedTest
  @CsvSource({
    "400 Bad Request,true",
    "401 Unauthorized,false",
    "404 Not Found,false",
    "408 Request Timeout,true",
    "411 Length Required,true",
    "413 Request Entity Too Large,true",
    "414 Request-URI Too Long,true",
    "416 Requested Range Not Satisfiable,false",
    "417 Expectation Failed,false",
    "421 Misdirected Request,false",
    "429 Too Many Requests,false",
    "431 Request Header Fields Too Large,false",
    "451 Unavailable For Legal Reasons,false",
    "500 Internal Server Error,true",
    "501 Not Implemented,true",
    "502 Bad Gateway,false",
    "503 Service Unavailable,true",
    "504 Gateway Timeout,false",
    "505 HTTP Version Not Supported,false",
    "508 Loop Detected,false"
  })
  void printsHttpdsLines(String line, boolean drops) {
    int code = Integer.parseInt(line.substring(0, 3));
    assertThat(Status.line(code)).isEqualTo(line);
    assertThat(Status.reason(code)).isEqualTo(line.substring(4));
    assertThat(Status.dropsConnection(code)).isEqualTo(drops);
    assertThat(Status.isError(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {306, 418, 425, 599, 999, 0, -1})
  void unlistedCodesHaveNoReason(int code) {
    assertThat(Status.isKnown(code)).isFalse();
    assertThat(Status.reason(code)).isNull();
    assertThat(Status.line(code)).isEqualTo(code + " Status " + code);
  }

  @Test
  void classes() {
    assertThat(Status.bodyForbidden(100)).isTrue();
    assertThat(Status.bodyForbidden(204)).isTrue();
    assertThat(Status.bodyForbidden(304)).isTrue();
    assertThat(Status.bodyForbidden(205)).isFalse();
    assertThat(Status.isSuccess(206)).isTrue();
    assertThat(Status.isRedirect(302)).isTrue();
    assertThat(Status.isClientError(499)).isTrue();
    assertThat(Status.isServerError(500)).isTrue();
    assertThat(Status.isError(399)).isFalse();
  }

  @Test
  void methods() {
    assertThat(Methods.allowList(List.of("TRACE", "OPTIONS", "POST", "GET")))
        .isEqualTo("HEAD,GET,POST,OPTIONS,TRACE");
    assertThat(Methods.allowList(Set.of("X", "PUT"))).isEqualTo("PUT,X");
    assertThat(Methods.isKnown("get")).isFalse();
    assertThat(Methods.isKnown("BASELINE-CONTROL")).isTrue();
    assertThat(Methods.isGetOrHead("HEAD")).isTrue();
  }

  @Test
  void versions() {
    assertThat(HttpVersion.parse("HTTP/1.1", false)).isSameAs(HttpVersion.HTTP_1_1);
    assertThat(HttpVersion.parse("HTTP/2.0", false)).isEqualTo(HttpVersion.HTTP_2_0);
    assertThat(HttpVersion.parse("http/1.0", true)).isSameAs(HttpVersion.HTTP_1_0);
    assertThat(HttpVersion.parse("http/1.0", false)).isNull();
    for (String bad : List.of("HTTP/0.9", "HTTP/1.10", "HTTP/11", "HTTP/1", "HTTP/1,1", "")) {
      assertThat(HttpVersion.parse(bad, true)).as(bad).isNull();
    }
    assertThat(HttpVersion.HTTP_1_1.atLeast(HttpVersion.HTTP_1_0)).isTrue();
    assertThat(HttpVersion.of(1, 0).atLeast(HttpVersion.HTTP_1_1)).isFalse();
    assertThat(HttpVersion.HTTP_1_1).hasToString("HTTP/1.1");
  }
}
