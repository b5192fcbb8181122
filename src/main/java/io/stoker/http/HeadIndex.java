package io.stoker.http;

import java.util.Arrays;

/**
 * Where everything stands in the head of a plain request: GET or HEAD of a path, HTTP/1.1 or 1.0,
 * one Host, no content, nothing asked of the connection but that it stays or ends. Most requests
 * are, and such a head is found out about without making an object of any part of it. About all
 * others it says no more than that they are none of these; {@link RequestHead} is the judge of
 * them.
 *
 * <p>One is used for many requests, one after the other, by one thread.
 */
public final class HeadIndex {

  /** What {@link #field} says of a field that is not there. */
  public static final long ABSENT = -1;

  /** What {@link #field} says of a field that stands there more than once. */
  public static final long REPEATED = -2;

  /** The longest head that is looked at, octets. */
  public static final int LONGEST = 8192;

  private static final int MOST_FIELDS = 100;
  private static final byte[] LOWER = new byte[256];
  private static final boolean[] NAME = new boolean[256];
  private static final boolean[] VALUE = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      NAME[c] = letterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      VALUE[c] = (c >= 0x20 && c != 0x7f) || c == '\t';
    }
  }

  private static final byte[] HTTP_1 = Scan.ascii("HTTP/1.");
  private static final int VERSION_LENGTH = HTTP_1.length + 3;
  private static final byte[] KEEP_ALIVE = Scan.ascii("keep-alive");
  private static final byte[] CLOSE = Scan.ascii("close");
  private static final byte[] HOST = Scan.ascii("host");
  private static final byte[] CONNECTION = Scan.ascii("connection");

  /** Fields that make a request one that is not plain. */
  private static final byte[][] NOT_PLAIN = {
    Scan.ascii("te"),
    Scan.ascii("expect"),
    Scan.ascii("upgrade"),
    Scan.ascii("trailer"),
    Scan.ascii("content-length"),
    Scan.ascii("http2-settings"),
    Scan.ascii("transfer-encoding")
  };

  private final byte[] bytes = new byte[LONGEST];

  /** Four numbers a field: begin and end of its name, begin and end of its value. */
  private final int[] fields = new int[4 * MOST_FIELDS];

  private int fieldCount;
  private int longestLine;
  private int length;
  private int lineEnd;
  private int targetStart;
  private int targetEnd;
  private int hostStart;
  private int hostEnd;
  private boolean head;
  private boolean old;
  private boolean asksToStay;
  private boolean asksToClose;

  /** What was found. */
  public enum Found {
    /** A plain request; the other methods tell of it. */
    PLAIN,
    /** No end, as far as was looked. */
    INCOMPLETE,
    /** Some other request. */
    OTHER
  }

  /** The octets looked at, to be filled before {@link #read}; {@link #LONGEST} of them. */
  public byte[] bytes() {
    return bytes;
  }

  /** Looks at the first {@code available} octets of {@link #bytes}. */
  public Found read(int available) {
    fieldCount = 0;
    longestLine = 0;
    hostStart = -1;
    asksToStay = false;
    asksToClose = false;
    int at = requestLine(available);
    if (at < 0) {
      return at == -1 ? Found.INCOMPLETE : Found.OTHER;
    }
    while (true) {
      if (available - at < 2) {
        return Found.INCOMPLETE;
      }
      if (bytes[at] == '\r') {
        if (bytes[at + 1] != '\n' || hostStart < 0 || (asksToStay && asksToClose)) {
          return Found.OTHER;
        }
        length = at + 2;
        return Found.PLAIN;
      }
      int next = fieldLine(at, available);
      if (next < 0) {
        return next == -1 ? Found.INCOMPLETE : Found.OTHER;
      }
      at = next;
    }
  }

  /** Where the first field begins; -1 where the line has no end, -2 where it is another one. */
  private int requestLine(int available) {
    if (available < 16) {
      return -1;
    }
    int at;
    if (bytes[0] == 'G' && bytes[1] == 'E' && bytes[2] == 'T' && bytes[3] == ' ') {
      head = false;
      at = 4;
    } else if (bytes[0] == 'H'
        && bytes[1] == 'E'
        && bytes[2] == 'A'
        && bytes[3] == 'D'
        && bytes[4] == ' ') {
      head = true;
      at = 5;
    } else {
      return -2;
    }
    if (bytes[at] != '/') {
      return -2;
    }
    targetStart = at;
    while (at < available && (bytes[at] < 0 || (bytes[at] > ' ' && bytes[at] != 0x7f))) {
      at++;
    }
    if (available - at < 1 + VERSION_LENGTH) {
      return -1;
    }
    targetEnd = at;
    int minor = at + 1 + HTTP_1.length;
    lineEnd = minor + 1;
    old = bytes[minor] == '0';
    boolean is =
        bytes[at] == ' '
            && Arrays.equals(bytes, at + 1, minor, HTTP_1, 0, HTTP_1.length)
            && (old || bytes[minor] == '1')
            && bytes[lineEnd] == '\r'
            && bytes[lineEnd + 1] == '\n';
    return is ? lineEnd + 2 : -2;
  }

  /** Where the next line begins; -1 where this one has no end, -2 where it is not plain. */
  private int fieldLine(int start, int available) {
    int at = start;
    while (at < available && NAME[bytes[at] & 0xff]) {
      at++;
    }
    if (at == available) {
      return -1;
    }
    if (bytes[at] != ':' || at == start || fieldCount == MOST_FIELDS) {
      return -2;
    }
    int nameEnd = at++;
    while (at < available && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    int value = at;
    while (at < available && VALUE[bytes[at] & 0xff]) {
      at++;
    }
    if (available - at < 2) {
      return -1;
    }
    if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
      return -2;
    }
    int next = at + 2;
    longestLine = Math.max(longestLine, at - start);
    while (at > value && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
      at--;
    }
    return take(start, nameEnd, value, at) ? next : -2;
  }

  private boolean take(int name, int nameEnd, int value, int valueEnd) {
    int i = 4 * fieldCount++;
    fields[i] = name;
    fields[i + 1] = nameEnd;
    fields[i + 2] = value;
    fields[i + 3] = valueEnd;
    switch (nameEnd - name) {
      case 4 -> {
        if (is(name, nameEnd, HOST)) {
          boolean first = hostStart < 0;
          hostStart = value;
          hostEnd = valueEnd;
          return first && valueEnd > value;
        }
      }
      case 10 -> {
        if (is(name, nameEnd, CONNECTION)) {
          boolean stay = is(value, valueEnd, KEEP_ALIVE);
          boolean close = is(value, valueEnd, CLOSE);
          asksToStay |= stay;
          asksToClose |= close;
          return stay || close;
        }
      }
      default -> {
        for (byte[] no : NOT_PLAIN) {
          if (no.length == nameEnd - name && is(name, nameEnd, no)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean is(int from, int to, byte[] lower) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (LOWER[bytes[from + i] & 0xff] != lower[i]) {
        return false;
      }
    }
    return true;
  }

  // ---- what a plain request is ----

  /** Whether the method is HEAD, else GET. */
  public boolean isHead() {
    return head;
  }

  /** Whether it is of HTTP/1.0, else of 1.1. */
  public boolean isOld() {
    return old;
  }

  /** Whether it says {@code Connection: close}. */
  public boolean asksToClose() {
    return asksToClose;
  }

  /** Whether it says {@code Connection: keep-alive}. */
  public boolean asksToStay() {
    return asksToStay;
  }

  /** How long it is, with the blank line at its end. */
  public int length() {
    return length;
  }

  /** Where the request line ends: the index of its CR. */
  public int lineEnd() {
    return lineEnd;
  }

  /** How many fields there are. */
  public int fieldCount() {
    return fieldCount;
  }

  /** Octets of the longest field line, without its end. */
  public int longestLine() {
    return longestLine;
  }

  /**
   * A hash of method, version, target and host as they were sent. Another one in each process: who
   * asks cannot tell which targets share it, and so not make looking one up slow.
   */
  public int hash() {
    long target = KeyedHash.of(kind(head, old), bytes, targetStart, targetEnd);
    return KeyedHash.folded(KeyedHash.of(target, bytes, hostStart, hostEnd));
  }

  /** The hash that {@link #hash} gives for a request with this target and host. */
  public static int hash(boolean head, boolean old, byte[] target, byte[] host) {
    long first = KeyedHash.of(kind(head, old), target, 0, target.length);
    return KeyedHash.folded(KeyedHash.of(first, host, 0, host.length));
  }

  private static int kind(boolean head, boolean old) {
    return (head ? 1 : 0) + (old ? 2 : 0);
  }

  /** Whether target and host are exactly these. */
  public boolean isFor(byte[] target, byte[] host) {
    return Arrays.equals(bytes, targetStart, targetEnd, target, 0, target.length)
        && Arrays.equals(bytes, hostStart, hostEnd, host, 0, host.length);
  }

  /**
   * Where the value of a field stands, without the white space around it.
   *
   * @param name in lower case
   * @return first index in the upper 32 bits, index behind the last in the lower; or {@link
   *     #ABSENT} or {@link #REPEATED}
   */
  public long field(byte[] name) {
    long found = ABSENT;
    for (int i = 0; i < 4 * fieldCount; i += 4) {
      if (is(fields[i], fields[i + 1], name)) {
        if (found != ABSENT) {
          return REPEATED;
        }
        found = ((long) fields[i + 2] << 32) | fields[i + 3];
      }
    }
    return found;
  }

  /** Whether a field stands there once with exactly this value. */
  public boolean fieldIs(byte[] name, byte[] value) {
    long at = field(name);
    return at >= 0 && Arrays.equals(bytes, (int) (at >>> 32), (int) at, value, 0, value.length);
  }
}
