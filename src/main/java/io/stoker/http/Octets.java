package io.stoker.http;

import java.nio.charset.StandardCharsets;

/**
 * Octet strings: Strings with one char per octet, as they come off the wire. URI paths after
 * decoding and header values are of this kind; file names and configuration text are not.
 */
public final class Octets {
  private Octets() {}

  /** Text to its UTF-8 octets; ASCII text comes back as the same object. */
  public static String ofText(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * Octets read as UTF-8. What is not UTF-8 becomes U+FFFD, so use it for display and names of
   * files only.
   */
  public static String toText(String octets) {
    return isAscii(octets)
        ? octets
        : new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** True when every char is below 0x80. */
  public static boolean isAscii(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is an IPv4 address as it is written: four numbers without leading zeros. */
  public static boolean isIpv4(String s) {
    byte[] octets = s.getBytes(StandardCharsets.ISO_8859_1);
    return isIpv4(octets, 0, octets.length);
  }

  /**
   * The same for a part of {@code octets}.
   *
   * @param from index of the first
   * @param to index behind the last
   */
  public static boolean isIpv4(byte[] octets, int from, int to) {
    int numbers = 0;
    int at = from;
    while (at < to && numbers < 4) {
      int start = at;
      int value = 0;
      while (at < to && octets[at] >= '0' && octets[at] <= '9' && at - start < 3) {
        value = value * 10 + octets[at++] - '0';
      }
      boolean zeros = octets[start] == '0' && at - start > 1;
      if (at == start || zeros || value > 255) {
        return false;
      }
      numbers++;
      if (numbers < 4 && (at == to || octets[at++] != '.')) {
        return false;
      }
    }
    return numbers == 4 && at == to;
  }
}
