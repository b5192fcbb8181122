package io.stoker.http;

/** Textual IPv6 addresses (RFC 4291 section 2.2), without zone. */
public final class Ipv6 {
  private Ipv6() {}

  /** True for what inet_pton takes as an IPv6 address. */
  public static boolean isAddress(String s) {
    int groups = 0;
    boolean gap = false;
    int i = 0;
    if (s.startsWith("::")) {
      gap = true;
      i = 2;
    }
    while (i < s.length()) {
      int end = hexEnd(s, i);
      if (end < s.length() && s.charAt(end) == '.') {
        return isAddress4(s.substring(i)) && fits(groups + 2, gap);
      }
      if (end == i || end - i > 4) {
        return false;
      }
      groups++;
      i = end;
      if (i == s.length()) {
        break;
      }
      if (s.charAt(i++) != ':' || i == s.length()) {
        return false;
      }
      if (s.charAt(i) == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        i++;
      }
    }
    return fits(groups, gap);
  }

  private static boolean fits(int groups, boolean gap) {
    return gap ? groups < 8 : groups == 8;
  }

  private static int hexEnd(String s, int from) {
    int i = from;
    while (i < s.length() && Scan.hex(s.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  /** True for four decimal octets without leading zeros. */
  public static boolean isAddress4(String s) {
    String[] parts = s.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean ok =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!ok || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }
}
