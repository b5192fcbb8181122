package io.stoker.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogOutputTest {

  /** Facility codes: RFC 5424 section 6.2.1, times eight. */
  @ParameterizedTest
  @CsvSource({
    "syslog, 184, stoker",
    "syslog:user, 8, stoker",
    "syslog:LOCAL1, 136, stoker",
    "syslog:daemon:httpd, 24, httpd",
    "syslog::tag, 184, tag",
    "syslog:bogus, 184, stoker",
    "syslog:, 184, stoker",
  })
  void aTargetNamesFacilityAndTag(String target, int facility, String tag) {
    assertThat(SyslogOutput.facility(target)).isEqualTo(facility);
    assertThat(SyslogOutput.tag(target, "stoker")).isEqualTo(tag);
  }
}
