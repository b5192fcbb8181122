package io.stoker.support.ab;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a reply, as far as ab looks at it.
 *
 * @param status three digits, or what stands there
 * @param length what Content-Length says, or -1
 * @param server the first product that Server names, or null
 * @param staysOpen whether the connection is kept
 */
record ReplyHead(String status, long length, @Nullable String server, boolean staysOpen) {

  static ReplyHead parse(String text) {
    String[] lines = text.split("\r?\n");
    int blank = lines[0].indexOf(' ');
    String status = blank < 0 ? "" : lines[0].substring(blank + 1).strip();
    long length = -1;
    String server = null;
    boolean open = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = lines[i].substring(colon + 1).strip();
      switch (lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = number(value);
        case "server" -> server = value.split("\\s", 2)[0];
        case "connection" -> open = value.equalsIgnoreCase("keep-alive");
        default -> {}
      }
    }
    String code = status.length() >= 3 ? status.substring(0, 3) : "500";
    return new ReplyHead(code, length, server, open);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
