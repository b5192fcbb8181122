package io.stoker.config;

import java.net.InetAddress;

/** IPv6 addresses as the rest of the world writes them (RFC 5952); Java leaves out nothing. */
final class Ipv6 {

  private Ipv6() {}

  static String compressed(InetAddress address) {
    String text = address.getHostAddress();
    int percent = text.indexOf('%');
    String zone = percent < 0 ? "" : text.substring(percent);
    byte[] b = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((b[2 * i] & 0xff) << 8) | (b[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > length) {
        start = i;
        length = run;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
      } else {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out + zone;
  }
}
