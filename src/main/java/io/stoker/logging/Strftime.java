package io.stoker.logging;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times in the way of strftime in the C locale: the conversions of POSIX and glibc with glibc's
 * flags {@code _ - 0 ^ #}, widths and the modifiers E and O. An unknown conversion stands for
 * itself.
 */
public final class Strftime {

  private final String format;

  public Strftime(String format) {
    this.format = format;
  }

  public String format(ZonedDateTime time) {
    StringBuilder out = new StringBuilder(32);
    appendTo(out, format, time);
    return out.toString();
  }

  private static void appendTo(StringBuilder out, String format, ZonedDateTime time) {
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
        i++;
        continue;
      }
      i = conversion(out, format, i, time);
    }
  }

  /** One conversion, whose percent sign is at {@code start}; gives where the text goes on. */
  private static int conversion(StringBuilder out, String format, int start, ZonedDateTime time) {
    int i = start + 1;
    char flag = 0;
    boolean upper = false;
    boolean swap = false;
    while (i < format.length() && "_-0^#".indexOf(format.charAt(i)) >= 0) {
      char f = format.charAt(i++);
      switch (f) {
        case '^' -> upper = true;
        case '#' -> swap = true;
        default -> flag = f;
      }
    }
    int width = -1;
    while (i < format.length() && Character.isDigit(format.charAt(i))) {
      width = Math.min(Math.max(width, 0) * 10 + (format.charAt(i++) - '0'), 1024);
    }
    if (i + 1 < format.length() && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) {
      i++;
    }
    Field field = i < format.length() ? field(format.charAt(i), time) : null;
    if (field == null) {
      int end = Math.min(i + 1, format.length());
      out.append(format, start, end);
      return end;
    }
    field.appendTo(out, flag, width, upper, swap);
    return i + 1;
  }

  /**
   * What a conversion gives.
   *
   * @param text digits without padding, or words
   * @param pad what it is padded with, 0 for words
   * @param width to which it is padded
   * @param swapsToLower whether the flag # makes it small letters
   */
  private record Field(String text, char pad, int width, boolean swapsToLower) {

    Field(String text, char pad, int width) {
      this(text, pad, width, false);
    }

    void appendTo(StringBuilder out, char flag, int wanted, boolean upper, boolean swap) {
      char fill = flag == '_' ? ' ' : flag == '0' ? '0' : pad == 0 ? ' ' : pad;
      int min = flag == '-' ? 0 : wanted >= 0 ? wanted : width;
      String shown = cased(upper, swap);
      boolean negative = fill == '0' && shown.startsWith("-");
      if (negative) {
        out.append('-');
        shown = shown.substring(1);
        min--;
      }
      for (int n = shown.length(); n < min; n++) {
        out.append(fill);
      }
      out.append(shown);
    }

    private String cased(boolean upper, boolean swap) {
      if (swap) {
        return swapsToLower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
      }
      return upper ? text.toUpperCase(Locale.ROOT) : text;
    }
  }

  private static Field zero(long value, int width) {
    return new Field(Long.toString(value), '0', width);
  }

  private static Field blank(long value, int width) {
    return new Field(Long.toString(value), ' ', width);
  }

  private static Field words(String text) {
    return new Field(text, (char) 0, 0);
  }

  private static Field nested(String format, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    appendTo(out, format, time);
    return words(out.toString());
  }

  private static @Nullable Field field(char conversion, ZonedDateTime t) {
    return switch (conversion) {
      case 'a' -> words(t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'A' -> words(t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'b', 'h' -> words(month(t).substring(0, 3));
      case 'B' -> words(month(t));
      case 'c' -> nested("%a %b %e %H:%M:%S %Y", t);
      case 'D', 'x' -> nested("%m/%d/%y", t);
      case 'F' -> nested("%Y-%m-%d", t);
      case 'n' -> words("\n");
      case 'p' -> new Field(t.getHour() < 12 ? "AM" : "PM", (char) 0, 0, true);
      case 'P' -> words(t.getHour() < 12 ? "am" : "pm");
      case 'r' -> nested("%I:%M:%S %p", t);
      case 'R' -> nested("%H:%M", t);
      case 't' -> words("\t");
      case 'T', 'X' -> nested("%H:%M:%S", t);
      case 'z' -> words(offset(t));
      case 'Z' -> new Field(zone(t), (char) 0, 0, true);
      case '%' -> words("%");
      default -> number(conversion, t);
    };
  }

  private static @Nullable Field number(char conversion, ZonedDateTime t) {
    return switch (conversion) {
      case 'C' -> zero(Math.floorDiv(t.getYear(), 100), 2);
      case 'd' -> zero(t.getDayOfMonth(), 2);
      case 'e' -> blank(t.getDayOfMonth(), 2);
      case 'g' -> zero(Math.floorMod(t.get(IsoFields.WEEK_BASED_YEAR), 100), 2);
      case 'G' -> zero(t.get(IsoFields.WEEK_BASED_YEAR), 1);
      case 'H' -> zero(t.getHour(), 2);
      case 'I' -> zero(t.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2);
      case 'j' -> zero(t.getDayOfYear(), 3);
      case 'k' -> blank(t.getHour(), 2);
      case 'l' -> blank(t.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2);
      case 'm' -> zero(t.getMonthValue(), 2);
      case 'M' -> zero(t.getMinute(), 2);
      case 's' -> zero(t.toEpochSecond(), 1);
      case 'S' -> zero(t.getSecond(), 2);
      case 'u' -> zero(t.getDayOfWeek().getValue(), 1);
      case 'U' -> zero((t.getDayOfYear() + 6 - sundayBased(t)) / 7, 2);
      case 'V' -> zero(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case 'w' -> zero(sundayBased(t), 1);
      case 'W' -> zero((t.getDayOfYear() + 7 - t.getDayOfWeek().getValue()) / 7, 2);
      case 'y' -> zero(Math.floorMod(t.getYear(), 100), 2);
      case 'Y' -> zero(t.getYear(), 1);
      default -> null;
    };
  }

  /** Sunday is 0. */
  private static int sundayBased(ZonedDateTime t) {
    return t.getDayOfWeek().getValue() % 7;
  }

  private static String month(ZonedDateTime t) {
    return t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** {@code +0100}. */
  static String offset(ZonedDateTime t) {
    int minutes = t.getOffset().getTotalSeconds() / 60;
    int abs = Math.abs(minutes);
    return String.format(Locale.ROOT, "%c%02d%02d", minutes < 0 ? '-' : '+', abs / 60, abs % 60);
  }

  private static String zone(ZonedDateTime t) {
    String name =
        java.util.TimeZone.getTimeZone(t.getZone())
            .getDisplayName(
                t.getZone().getRules().isDaylightSavings(t.toInstant()),
                java.util.TimeZone.SHORT,
                Locale.ENGLISH);
    return t.getZone() instanceof java.time.ZoneOffset && t.getOffset().getTotalSeconds() == 0
        ? "UTC"
        : name;
  }
}
