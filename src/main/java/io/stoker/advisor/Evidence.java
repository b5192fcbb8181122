package io.stoker.advisor;

import io.stoker.api.Position;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was measured, counted or read, for an advice to rest on.
 *
 * @param what it is, in words that a number can follow
 * @param value as text, with its unit
 * @param number the same as a number, in {@code unit}; null where it is none
 * @param unit of the number; empty for a count
 * @param where the line that says it, where one does
 */
public record Evidence(
    String what, String value, @Nullable Double number, String unit, @Nullable Position where) {

  /** As many as somebody reads. */
  private static final int MOST = 24;

  /** Of these, from the end. */
  private static final int LAST = 6;

  /** A number of things. */
  public static Evidence count(String what, long count) {
    return new Evidence(what, grouped(count), (double) count, "", null);
  }

  /** A number with a unit, to three digits. */
  public static Evidence of(String what, double number, String unit) {
    return new Evidence(what, rounded(number) + " " + unit, number, unit, null);
  }

  /** Bytes, in the unit that reads best. */
  public static Evidence bytes(String what, long bytes) {
    return new Evidence(what, size(bytes), (double) bytes, "bytes", null);
  }

  /** A part of a whole, in percent; 0 of nothing. */
  public static Evidence share(String what, double part, double whole) {
    double percent = percent(part, whole);
    return new Evidence(what, rounded(percent) + " %", percent, "%", null);
  }

  /** Words. */
  public static Evidence text(String what, String value) {
    return new Evidence(what, value, null, "", null);
  }

  /** A line of the configuration. */
  public static Evidence line(DirectiveUse use) {
    String section = use.sections().isEmpty() ? "" : use.sections().getLast().strip();
    String around = section.isEmpty() ? "" : " in " + section + (section.endsWith(">") ? "" : ">");
    return new Evidence(
        use.name() + around, (use.name() + " " + use.value()).strip(), null, "", use.position());
  }

  /**
   * The first and the last of very many, with the number of those left out between them: what
   * counts single lines or hosts stands first, what was measured last.
   */
  static List<Evidence> bounded(List<Evidence> all) {
    if (all.size() <= MOST) {
      return List.copyOf(all);
    }
    List<Evidence> some = new ArrayList<>(all.subList(0, MOST - LAST - 1));
    some.add(count("more of the same", all.size() - MOST + 1));
    some.addAll(all.subList(all.size() - LAST, all.size()));
    return List.copyOf(some);
  }

  /** A part of a whole in percent; 0 of nothing. */
  public static double percent(double part, double whole) {
    return whole == 0 ? 0 : 100 * part / whole;
  }

  /** {@code 1.5 MB}. */
  public static String size(double bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    double left = bytes;
    int unit = 0;
    while (Math.abs(left) >= 1024 && unit < units.length - 1) {
      left /= 1024;
      unit++;
    }
    return rounded(left) + " " + units[unit];
  }

  /** Three digits that count, or all before the point. */
  static String rounded(double number) {
    if (number == Math.rint(number) || Math.abs(number) >= 100) {
      return grouped(Math.round(number));
    }
    int decimals = Math.abs(number) >= 10 ? 1 : Math.abs(number) >= 0.1 ? 2 : 4;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
    return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
