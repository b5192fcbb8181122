package io.stoker.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts were printed by glibc 2.36 in the C locale, TZ=Europe/Berlin. */
class StrftimeTest {

  private static final String ALL =
      "%a|%A|%b|%B|%c|%C|%d|%D|%e|%F|%g|%G|%h|%H|%I|%j|%k|%l|%m|%M|%p|%P|%r|%R|%s|%S|%T|%u|%U|%V"
          + "|%w|%W|%x|%X|%y|%Y|%z|%Z|%-d|%_d|%05d|%^a|%#Z|%#p|%10a|%-H|%_H|%Ey|%Od|%Q|%%|%3y"
          + "|%_j|%+";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "0~Thu|Thursday|Jan|January|Thu Jan  1 01:00:00 1970|19|01|01/01/70| 1|1970-01-01|70|1970"
            + "|Jan|01|01|001| 1| 1|01|00|AM|am|01:00:00 AM|01:00|0|00|01:00:00|4|00|01|4|00"
            + "|01/01/70|01:00:00|70|1970|+0100|CET|1| 1|00001|THU|cet|am|       Thu|1| 1|70|01|%Q"
            + "|%|070|  1|%+",
        "1795410078~Mon|Monday|Nov|November|Mon Nov 23 06:01:18 2026|20|23|11/23/26|23|2026-11-23"
            + "|26|2026|Nov|06|06|327| 6| 6|11|01|AM|am|06:01:18 AM|06:01|1795410078|18|06:01:18|1"
            + "|47|48|1|47|11/23/26|06:01:18|26|2026|+0100|CET|23|23|00023|MON|cet|am|       Mon|6"
            + "| 6|26|23|%Q|%|026|327|%+",
        "1230786000~Thu|Thursday|Jan|January|Thu Jan  1 06:00:00 2009|20|01|01/01/09| 1|2009-01-01"
            + "|09|2009|Jan|06|06|001| 6| 6|01|00|AM|am|06:00:00 AM|06:00|1230786000|00|06:00:00|4"
            + "|00|01|4|00|01/01/09|06:00:00|09|2009|+0100|CET|1| 1|00001|THU|cet|am|       Thu|6"
            + "| 6|09|01|%Q|%|009|  1|%+",
        "1751328000~Tue|Tuesday|Jul|July|Tue Jul  1 02:00:00 2025|20|01|07/01/25| 1|2025-07-01|25"
            + "|2025|Jul|02|02|182| 2| 2|07|00|AM|am|02:00:00 AM|02:00|1751328000|00|02:00:00|2|26"
            + "|27|2|26|07/01/25|02:00:00|25|2025|+0200|CEST|1| 1|00001|TUE|cest|am|       Tue|2| 2"
            + "|25|01|%Q|%|025|182|%+",
        "951782400~Tue|Tuesday|Feb|February|Tue Feb 29 01:00:00 2000|20|29|02/29/00|29|2000-02-29"
            + "|00|2000|Feb|01|01|060| 1| 1|02|00|AM|am|01:00:00 AM|01:00|951782400|00|01:00:00|2"
            + "|09|09|2|09|02/29/00|01:00:00|00|2000|+0100|CET|29|29|00029|TUE|cet|am|       Tue|1"
            + "| 1|00|29|%Q|%|000| 60|%+",
      })
  void everyConversionIsThatOfGlibc(long second, String expected) {
    assertThat(at(second, ALL)).isEqualTo(expected);
  }

  @Test
  void aLonePercentSignStays() {
    assertThat(at(0, "a%")).isEqualTo("a%");
    assertThat(at(0, "a%5")).isEqualTo("a%5");
  }

  private static String at(long second, String format) {
    return new Strftime(format)
        .format(Instant.ofEpochSecond(second).atZone(ZoneId.of("Europe/Berlin")));
  }
}
