package io.stoker.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Dates of HTTP fields and of the access log. Times are seconds since 1970 UTC. */
public final class HttpDate {
  /** What {@link #parse} returns for a text that is no date. */
  public static final long BAD = 0;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String DAYS = "MonTueWedThuFriSatSun";

  private record Formatted(long second, @Nullable ZoneId zone, String text) {}

  // Racy on purpose: a lost update formats once more, and records are safely published.
  private static Formatted lastDate = new Formatted(Long.MIN_VALUE, null, "");
  private static Formatted lastLogTime = new Formatted(Long.MIN_VALUE, null, "");

  private HttpDate() {}

  /** {@code Mon, 23 Nov 2026 05:01:18 GMT}; the last second asked for is remembered. */
  public static String format(long epochSecond) {
    Formatted last = lastDate;
    if (last.second != epochSecond) {
      last = new Formatted(epochSecond, null, formatDate(epochSecond));
      lastDate = last;
    }
    return last.text;
  }

  private static String formatDate(long epochSecond) {
    ZonedDateTime t = Instant.ofEpochSecond(epochSecond).atZone(ZoneOffset.UTC);
    int day = t.getDayOfWeek().getValue() - 1;
    StringBuilder out = new StringBuilder(29).append(DAYS, day * 3, day * 3 + 3).append(", ");
    two(out, t.getDayOfMonth()).append(' ');
    month(out, t).append(' ');
    two(two(out, t.getYear() / 100), t.getYear() % 100).append(' ');
    return clock(out, t).append(" GMT").toString();
  }

  /** {@code [23/Nov/2026:05:01:18 +0000]}, the time of the common log format, brackets included. */
  public static String formatLog(long epochSecond, ZoneId zone) {
    Formatted last = lastLogTime;
    if (last.second != epochSecond || !zone.equals(last.zone)) {
      last = new Formatted(epochSecond, zone, formatLogTime(epochSecond, zone));
      lastLogTime = last;
    }
    return last.text;
  }

  private static String formatLogTime(long epochSecond, ZoneId zone) {
    ZonedDateTime t = Instant.ofEpochSecond(epochSecond).atZone(zone);
    StringBuilder out = new StringBuilder(28).append('[');
    two(out, t.getDayOfMonth()).append('/');
    month(out, t).append('/');
    two(two(out, t.getYear() / 100), t.getYear() % 100).append(':');
    clock(out, t).append(' ');
    int minutes = t.getOffset().getTotalSeconds() / 60;
    out.append(minutes < 0 ? '-' : '+');
    minutes = Math.abs(minutes);
    return two(two(out, minutes / 60), minutes % 60).append(']').toString();
  }

  private static StringBuilder two(StringBuilder out, int n) {
    return out.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
  }

  private static StringBuilder month(StringBuilder out, ZonedDateTime t) {
    int at = (t.getMonthValue() - 1) * 3;
    return out.append(MONTHS, at, at + 3);
  }

  private static StringBuilder clock(StringBuilder out, ZonedDateTime t) {
    two(out, t.getHour()).append(':');
    two(out, t.getMinute()).append(':');
    return two(out, t.getSecond());
  }

  /**
   * Reads the three formats of RFC 9110 section 5.6.7 as leniently as httpd: the weekday is not
   * looked at, a one-digit day is taken, the zone is not looked at (it must be there) and taken for
   * GMT, seconds may be 60 or 61.
   *
   * @return seconds since 1970, or {@link #BAD} (also for dates up to 1970-01-01 00:00:00)
   */
  public static long parse(@Nullable String text) {
    if (text == null) {
      return BAD;
    }
    int start = 0;
    while (start < text.length() && Scan.isSpace(text.charAt(start))) {
      start++;
    }
    int space = text.indexOf(' ', start);
    if (start == text.length() || space < 0) {
      return BAD;
    }
    int d = space + 1;
    if (fits(text, d, "## @$$ #### ##:##:## *")) {
      return seconds(text, year4(text, d + 7), d + 3, num(text, d), d + 12);
    }
    if (fits(text, d, "##-@$$-## ##:##:## *")) {
      int year = num(text, d + 7);
      return seconds(text, year < 70 ? year + 2000 : year + 1900, d + 3, num(text, d), d + 10);
    }
    if (fits(text, d, "@$$ ~# ##:##:## ####*")) {
      return seconds(text, year4(text, d + 16), d, num(text, d + 4), d + 7);
    }
    if (fits(text, d, "# @$$ #### ##:##:## *")) {
      return seconds(text, year4(text, d + 6), d + 2, text.charAt(d) - '0', d + 11);
    }
    return BAD;
  }

  /** Masks: # digit, ~ digit or space, @ upper case, $ lower case, * whatever follows. */
  private static boolean fits(String text, int from, String mask) {
    for (int i = 0; i < mask.length(); i++) {
      char want = mask.charAt(i);
      if (want == '*') {
        return true;
      }
      if (from + i >= text.length()) {
        return false;
      }
      char c = text.charAt(from + i);
      boolean ok =
          switch (want) {
            case '#' -> Scan.isDigit(c);
            case '~' -> c == ' ' || Scan.isDigit(c);
            case '@' -> c >= 'A' && c <= 'Z';
            case '$' -> c >= 'a' && c <= 'z';
            default -> c == want;
          };
      if (!ok) {
        return false;
      }
    }
    return from + mask.length() == text.length();
  }

  private static int num(String text, int at) {
    char tens = text.charAt(at);
    return (tens == ' ' ? 0 : (tens - '0') * 10) + text.charAt(at + 1) - '0';
  }

  private static int year4(String text, int at) {
    return num(text, at) * 100 + num(text, at + 2);
  }

  private static long seconds(String text, int year, int monthAt, int day, int timeAt) {
    int month = MONTHS.indexOf(text.substring(monthAt, monthAt + 3));
    int hour = num(text, timeAt);
    int minute = num(text, timeAt + 3);
    int second = num(text, timeAt + 6);
    if (month < 0 || month % 3 != 0 || year < 1970 || hour > 23 || minute > 59 || second > 61) {
      return BAD;
    }
    month = month / 3 + 1;
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return BAD;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return days * 86_400 + hour * 3_600L + minute * 60L + second;
  }
}
