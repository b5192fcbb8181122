package io.stoker.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Escaping as httpd's ap_escape functions do it, on octet strings. A string without anything to
 * escape comes back as the same object.
 */
public final class Escapes {
  private static final String HEX = "0123456789abcdef";
  private static final boolean[] PATH_SAFE = safe("$-_.+!*'(),:;@&=/~");
  private static final boolean[] SEGMENT_SAFE = safe("$-_.+!*'(),:;@&=~");
  private static final boolean[] FORM_SAFE = safe(".-*_");
  private static final String SHELL_SPECIAL = "&;`'\"|*?~<>^()[]{}$\\\n";

  /** How many octets {@link #logItem(byte[], int, int, byte[], int)} makes of one at most. */
  public static final int LOG_ITEM_GROWTH = 4;

  /** What stands for an octet in an item of the access log; null where it stands for itself. */
  private static final byte[] @Nullable [] LOG_ITEM = new byte[256][];

  /** Eight octets at once. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long EACH = 0x0101010101010101L;
  private static final long TOP_OF_EACH = 0x8080808080808080L;

  static {
    for (int octet = 0; octet < 256; octet++) {
      String shown = logItem(String.valueOf((char) octet));
      if (shown.length() > 1) {
        LOG_ITEM[octet] = shown.getBytes(StandardCharsets.ISO_8859_1);
      }
    }
  }

  private Escapes() {}

  /** A URI path (ap_escape_uri): {@code /a b} to {@code /a%20b}. */
  public static String uri(String path) {
    return percent(path, PATH_SAFE, false);
  }

  /**
   * A file path turned to a relative reference (ap_os_escape_path): as {@link #uri}, with {@code
   * ./} in front when a colon would make the first segment look like a scheme.
   */
  public static String osPath(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    String escaped = uri(path);
    return colon >= 0 && (slash < 0 || colon < slash) ? "./" + escaped : escaped;
  }

  /** One path segment: a slash is escaped too. */
  public static String pathSegment(String segment) {
    return percent(segment, SEGMENT_SAFE, false);
  }

  /** For application/x-www-form-urlencoded: a space becomes a plus sign. */
  public static String urlEncoded(String value) {
    return percent(value, FORM_SAFE, true);
  }

  /** Letters, digits and these, by their code. */
  private static boolean[] safe(String marks) {
    boolean[] safe = new boolean[0x80];
    for (char c = 0; c < safe.length; c++) {
      safe[c] = Scan.isAlnum(c) || marks.indexOf(c) >= 0;
    }
    return safe;
  }

  private static String percent(String s, boolean[] safe, boolean plus) {
    StringBuilder out = null;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean keep = c < safe.length && safe[c];
      if (keep && out == null) {
        continue;
      }
      if (out == null) {
        out = new StringBuilder(s.length() + 16).append(s, 0, i);
      }
      if (keep) {
        out.append(c);
      } else if (plus && c == ' ') {
        out.append('+');
      } else {
        octet(out.append('%'), c);
      }
    }
    return out == null ? s : out.toString();
  }

  private static StringBuilder octet(StringBuilder out, char c) {
    return out.append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
  }

  /** HTML text and attribute values: {@code & < > "}. */
  public static String html(String s) {
    StringBuilder out = null;
    for (int i = 0; i < s.length(); i++) {
      String entity =
          switch (s.charAt(i)) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            default -> null;
          };
      if (entity != null) {
        if (out == null) {
          out = new StringBuilder(s.length() + 16).append(s, 0, i);
        }
        out.append(entity);
      } else if (out != null) {
        out.append(s.charAt(i));
      }
    }
    return out == null ? s : out.toString();
  }

  /**
   * An item of the access log (ap_escape_logitem): control characters, octets above 0x7e, quotes
   * and backslashes.
   */
  public static String logItem(String s) {
    return log(s, true);
  }

  /**
   * {@link #logItem(String)} from array to array.
   *
   * @param into has room for {@link #LOG_ITEM_GROWTH} times as many octets behind {@code at}
   * @return where it ends in {@code into}
   */
  public static int logItem(byte[] source, int start, int end, byte[] into, int at) {
    int to = at;
    int from = start;
    while (from < end) {
      while (end - from >= Long.BYTES && isPlain((long) EIGHT.get(source, from))) {
        EIGHT.set(into, to, (long) EIGHT.get(source, from));
        from += Long.BYTES;
        to += Long.BYTES;
      }
      for (int stop = Math.min(from + Long.BYTES, end); from < stop; from++) {
        to = logOctet(source[from], into, to);
      }
    }
    return to;
  }

  private static int logOctet(byte octet, byte[] into, int at) {
    byte[] shown = LOG_ITEM[octet & 0xff];
    if (shown == null) {
      into[at] = octet;
      return at + 1;
    }
    System.arraycopy(shown, 0, into, at, shown.length);
    return at + shown.length;
  }

  /**
   * Whether eight octets stand for themselves in the access log. The highest bit of an octet tells:
   * it is set above 0x7f, after adding one to 0x7f, after taking 0x20 from less than that, and
   * after taking one from zero, which a quote or backslash becomes. Carries spoil an answer only
   * when it was no before.
   */
  private static boolean isPlain(long eight) {
    long range = eight | (eight + EACH) | (eight - EACH * 0x20);
    long special = ((eight ^ EACH * '"') - EACH) | ((eight ^ EACH * '\\') - EACH);
    return ((range | special) & TOP_OF_EACH) == 0;
  }

  /** An item of the error log (ap_escape_errorlog_item): as {@link #logItem}, quotes stay. */
  public static String errorLogItem(String s) {
    return log(s, false);
  }

  private static String log(String s, boolean quotes) {
    StringBuilder out = null;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean keep = c >= 0x20 && c < 0x7f && c != '\\' && (c != '"' || !quotes);
      if (keep && out == null) {
        continue;
      }
      if (out == null) {
        out = new StringBuilder(s.length() + 16).append(s, 0, i);
      }
      if (keep) {
        out.append(c);
      } else {
        logChar(out.append('\\'), c);
      }
    }
    return out == null ? s : out.toString();
  }

  private static void logChar(StringBuilder out, char c) {
    switch (c) {
      case '\b' -> out.append('b');
      case '\n' -> out.append('n');
      case '\r' -> out.append('r');
      case '\t' -> out.append('t');
      case 0x0b -> out.append('v');
      case '\\', '"' -> out.append(c);
      default -> octet(out.append('x'), c);
    }
  }

  /** Puts a backslash before every char that a Bourne shell treats specially. */
  public static String shell(String command) {
    StringBuilder out = new StringBuilder(command.length() + 16);
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (SHELL_SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Puts a backslash before quotes that have none yet (ap_escape_quotes). */
  public static String quotes(String s) {
    StringBuilder out = new StringBuilder(s.length() + 8);
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\\' && i + 1 < s.length()) {
        out.append(c).append(s.charAt(++i));
      } else {
        out.append(c == '"' ? "\\\"" : String.valueOf(c));
      }
    }
    return out.toString();
  }
}
