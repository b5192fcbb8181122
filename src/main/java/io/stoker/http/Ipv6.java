package io.stoker.http;

import java.net.Inet6Address;
import java.net.InetAddress;

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

  /**
   * An address of either family as inet_ntop writes it, which for IPv6 is RFC 5952: the longest run
   * of zero groups left out. A zone stays.
   */
  public static String text(InetAddress address) {
    String full = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return full;
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int percent = full.indexOf('%');
    return compressed(groups) + (percent < 0 ? "" : full.substring(percent));
  }

  private static String compressed(int[] groups) {
    int start = 8;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += longest - 1;
      } else {
        out.append(out.isEmpty() || i == start + longest ? "" : ":");
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }
}
