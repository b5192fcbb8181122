package io.stoker.modules.mod_log_config;

import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogLine;
import java.nio.charset.StandardCharsets;

/**
 * {@code %r} from the octets of the request: method, target and protocol with single spaces, the
 * password of an absolute target made illegible.
 */
final class HitRequestLine implements HitValue {

  private static final byte[] ILLEGIBLE = "XXXXXXXX".getBytes(StandardCharsets.US_ASCII);

  @Override
  public boolean append(Hit hit, LogLine line) {
    byte[] head = hit.head();
    int end = hit.requestLineEnd();
    int start = wordStart(head, 0, end);
    for (int word = 0; start < end; word++) {
      int wordEnd = wordEnd(head, start, end);
      if (word > 0) {
        line.append(' ');
      }
      if (word == 1 && isLetter(head[start])) {
        absolute(head, start, wordEnd, line);
      } else {
        line.escaped(head, start, wordEnd);
      }
      start = wordStart(head, wordEnd, end);
    }
    return true;
  }

  private static void absolute(byte[] head, int start, int end, LogLine line) {
    int authority = start;
    while (authority < end && isLetter(head[authority])) {
      authority++;
    }
    authority += 3;
    boolean hasAuthority =
        authority <= end
            && head[authority - 3] == ':'
            && head[authority - 2] == '/'
            && head[authority - 1] == '/';
    int colon = hasAuthority ? indexOf(head, authority, end, ':') : end;
    int at = indexOf(head, colon, end, '@');
    if (at < end && at < indexOf(head, authority, end, '/')) {
      line.escaped(head, start, colon + 1).append(ILLEGIBLE).escaped(head, at, end);
    } else {
      line.escaped(head, start, end);
    }
  }

  /** Where the octet is, or {@code end}. */
  private static int indexOf(byte[] head, int from, int end, char octet) {
    int at = from;
    while (at < end && head[at] != octet) {
      at++;
    }
    return at;
  }

  private static int wordStart(byte[] head, int from, int end) {
    int at = from;
    while (at < end && isSpace(head[at])) {
      at++;
    }
    return at;
  }

  private static int wordEnd(byte[] head, int from, int end) {
    int at = from;
    while (at < end && !isSpace(head[at])) {
      at++;
    }
    return at;
  }

  /** C's isspace. */
  private static boolean isSpace(byte octet) {
    return octet == ' ' || (octet >= '\t' && octet <= '\r');
  }

  private static boolean isLetter(byte octet) {
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
