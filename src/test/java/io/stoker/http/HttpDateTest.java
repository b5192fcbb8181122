package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sunday, 06-Nov-94 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sun Nov  6 08:49:37 1994|1994-11-06T08:49:37Z",
        "Sun Nov 16 08:49:37 1994|1994-11-16T08:49:37Z",
        "Sun, 6 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
        "x 06 Nov 1994 08:49:37 MEZ; length=20|1994-11-06T08:49:37Z",
        "Sun, 06-Nov-69 08:49:37 GMT|2069-11-06T08:49:37Z",
        "Tue, 29 Feb 2000 23:59:60 GMT|2000-03-01T00:00:00Z"
      })
  void parsesAsLenientlyAsHttpd(String text, Instant expected) {
    assertThat(HttpDate.parse(text)).isEqualTo(expected.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "junk",
        "Sun, 06 Nov 1994 08:49:37",
        "06 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 1900 08:49:37 GMT",
        "Sun, 29 Feb 2023 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nox 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Anf 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:62 GMT",
        "Sun, 06 Nov 1960 08:49:37 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT"
      })
  void refusesWhatHttpdRefuses(String text) {
    assertThat(HttpDate.parse(text)).isEqualTo(HttpDate.BAD);
    assertThat(HttpDate.parse(null)).isEqualTo(HttpDate.BAD);
  }

  @Test
  void formats() {
    assertThat(HttpDate.format(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.format(784_111_777)).isSameAs(HttpDate.format(784_111_777));
    assertThat(HttpDate.formatLog(784_111_777, ZoneOffset.UTC))
        .isEqualTo("[06/Nov/1994:08:49:37 +0000]");
    assertThat(HttpDate.formatLog(784_111_777, ZoneId.of("America/St_Johns")))
        .isEqualTo("[06/Nov/1994:05:19:37 -0330]");
    assertThat(HttpDate.formatLog(784_111_777, ZoneOffset.ofHours(2)))
        .isEqualTo("[06/Nov/1994:10:49:37 +0200]");
  }

  @Property(tries = 1000, seed = "1")
  void parsesWhatItFormats(@ForAll @LongRange(min = 1, max = 253_402_300_799L) long second) {
    assertThat(HttpDate.parse(HttpDate.format(second))).isEqualTo(second);
  }
}
