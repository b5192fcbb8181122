package io.stoker.modules.mod_status;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as httpd's status page writes them. */
final class Figures {

  static final long KILO = 1024;
  static final long MEGA = KILO * KILO;
  static final long GIGA = KILO * MEGA;

  private static final int USUAL_DIGITS = 6;

  private Figures() {}

  /** {@code %g} of APR: as C's, but without a zero before the point: {@code .125}. */
  static String g(double value) {
    return g(value, USUAL_DIGITS);
  }

  /** The same with so many significant digits. */
  static String g(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    if (rounded.signum() == 0) {
      return "0";
    }
    String sign = rounded.signum() < 0 ? "-" : "";
    String figures = rounded.unscaledValue().abs().toString();
    int point = figures.length() - rounded.scale();
    return sign + (isLong(figures, point) ? scientific(figures, point) : plain(figures, point));
  }

  /** Whether there would be more than four zeros at the end, or three behind the point. */
  private static boolean isLong(String figures, int point) {
    return (point >= 0 && point - figures.length() > 4) || point < -3;
  }

  private static String plain(String figures, int point) {
    if (point <= 0) {
      return "." + "0".repeat(-point) + figures;
    }
    if (point >= figures.length()) {
      return figures + "0".repeat(point - figures.length());
    }
    return figures.substring(0, point) + "." + figures.substring(point);
  }

  private static String scientific(String figures, int point) {
    int exponent = point - 1;
    return figures.charAt(0)
        + "."
        + figures.substring(1)
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  /** Bytes with a unit: {@code 310 B}, {@code 5.0 kB}. */
  static String bytes(long bytes) {
    if (bytes < 5 * KILO) {
      return bytes + " B";
    }
    if (bytes < MEGA / 2) {
      return one(bytes, KILO) + " kB";
    }
    return bytes < GIGA / 2 ? one(bytes, MEGA) + " MB" : one(bytes, GIGA) + " GB";
  }

  /** The same of kilobytes. */
  static String kilobytes(long kilobytes) {
    if (kilobytes < KILO) {
      return kilobytes + " kB";
    }
    return kilobytes < MEGA ? one(kilobytes, KILO) + " MB" : one(kilobytes, MEGA) + " GB";
  }

  private static String one(long amount, long unit) {
    return fixed((double) amount / unit, 1);
  }

  /** So many digits behind the point. */
  static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
