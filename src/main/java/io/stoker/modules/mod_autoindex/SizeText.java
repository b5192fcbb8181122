package io.stoker.modules.mod_autoindex;

/** Sizes in four characters: {@code 512 }, {@code 2.4K}, {@code 17M}. */
final class SizeText {

  private static final String UNITS = "KMGTPE";

  private SizeText() {}

  static String of(long bytes) {
    if (bytes < 0) {
      return "  - ";
    }
    if (bytes < 973) {
      return padded(bytes) + " ";
    }
    long size = bytes;
    for (int unit = 0; ; unit++) {
      long remain = size & 1023;
      size >>= 10;
      if (size >= 973) {
        continue;
      }
      if (size < 9 || (size == 9 && remain < 973)) {
        long tenth = (remain * 5 + 256) / 512;
        return (tenth >= 10 ? (size + 1) + ".0" : size + "." + tenth) + UNITS.charAt(unit);
      }
      return padded(remain >= 512 ? size + 1 : size) + UNITS.charAt(unit);
    }
  }

  private static String padded(long n) {
    String digits = Long.toString(n);
    return " ".repeat(Math.max(0, 3 - digits.length())) + digits;
  }
}
