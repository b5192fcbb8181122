package io.stoker.http;

/** Percent-decoding and path normalisation, as httpd 2.4 treats the path of a request. */
public final class Uris {
  private Uris() {}

  /** AllowEncodedSlashes. */
  public enum EncodedSlashes {
    /** {@code %2f} gives 404. */
    OFF,
    /** {@code %2f} becomes a slash. */
    ON,
    /** {@code %2f} stays as it is. */
    NO_DECODE
  }

  /**
   * A decoded text.
   *
   * @param text as far as it could be decoded
   * @param status 0, 400 for a bad escape, 404 for {@code %00} or a forbidden {@code %2f}
   */
  public record Decoded(String text, int status) {
    /** True when all went well. */
    public boolean ok() {
      return status == 0;
    }
  }

  /**
   * A normalised path.
   *
   * @param ok false when it rose above the root or held a bad escape
   */
  public record Normalized(String path, boolean ok) {}

  /** The path of a request, ready for translation, or the reason why not. */
  public sealed interface Resolved {}

  /** Decoded and without dot segments. */
  public record Path(String path) implements Resolved {}

  /**
   * Refused; {@code path} is what httpd then logs as the URI. The refusal's text is completed with
   * the request's own target.
   */
  public record Refused(String path, Refusal refusal) implements Resolved {}

  /**
   * Turns the path of a request to the one that is translated: dot segments out, unreserved octets
   * decoded, then all others, then dot segments that decoded slashes may have made.
   *
   * @param path raw, beginning with a slash, or {@code *}
   * @param target the request target as sent, for the log
   */
  public static Resolved resolve(
      String path, String target, EncodedSlashes slashes, boolean mergeSlashes) {
    Normalized normalized = normalize(path, mergeSlashes);
    if (!normalized.ok()) {
      return new Refused(
          normalized.path(),
          Refusal.of(400, Diagnostic.Level.ERROR, "AH10244", "invalid URI path (" + target + ")"));
    }
    Decoded decoded = decode(normalized.path(), slashes);
    if (!decoded.ok()) {
      int nul = decoded.text().indexOf('\0');
      String shown = nul < 0 ? decoded.text() : decoded.text().substring(0, nul);
      return new Refused(shown, notFound(target, slashes));
    }
    if (slashes != EncodedSlashes.ON || decoded.text().equals(normalized.path())) {
      return new Path(decoded.text());
    }
    return new Path(removeDotSegments(decoded.text(), mergeSlashes).path());
  }

  private static Refusal notFound(String target, EncodedSlashes slashes) {
    return slashes == EncodedSlashes.OFF
        ? Refusal.of(
            404,
            Diagnostic.Level.INFO,
            "AH00026",
            "found %2f (encoded '/') in URI path (" + target + "), returning 404")
        : Refusal.silent(404);
  }

  /**
   * Decodes unreserved octets and removes dot segments.
   *
   * @param mergeSlashes makes one slash of several (MergeSlashes)
   */
  public static Normalized normalize(String path, boolean mergeSlashes) {
    if (path.equals("*")) {
      return new Normalized(path, true);
    }
    Decoded decoded = decodeUnreserved(path);
    Normalized out = removeDotSegments(decoded.text(), mergeSlashes);
    boolean ok = out.ok() && decoded.ok() && path.startsWith("/");
    return out.ok() == ok ? out : new Normalized(out.path(), ok);
  }

  private static Decoded decodeUnreserved(String s) {
    int percent = s.indexOf('%');
    if (percent < 0) {
      return new Decoded(s, 0);
    }
    StringBuilder out = new StringBuilder(s.length()).append(s, 0, percent);
    int status = 0;
    for (int i = percent; i < s.length(); i++) {
      char c = s.charAt(i);
      int octet = c == '%' ? octet(s, i) : -1;
      if (c == '%' && octet < 0) {
        status = 400;
      }
      if (octet >= 0 && Scan.isUnreserved((char) octet)) {
        out.append((char) octet);
        i += 2;
      } else {
        out.append(c);
      }
    }
    return new Decoded(out.toString(), status);
  }

  /**
   * Removes {@code .} and {@code ..} segments without decoding anything. Rising above the root
   * stays at the root and is reported.
   */
  public static Normalized removeDotSegments(String path, boolean mergeSlashes) {
    if (path.indexOf("/.") < 0 && (!mergeSlashes || path.indexOf("//") < 0)) {
      return new Normalized(path, true);
    }
    StringBuilder out = new StringBuilder(path.length());
    boolean ok = true;
    int i = 0;
    while (i < path.length()) {
      boolean segmentStart = out.length() > 0 && out.charAt(out.length() - 1) == '/';
      if (segmentStart && mergeSlashes && path.charAt(i) == '/') {
        i++;
      } else if (segmentStart && isDots(path, i, 1)) {
        i += 2;
      } else if (segmentStart && isDots(path, i, 2)) {
        ok &= out.length() > 1;
        dropSegment(out);
        i += 3;
      } else {
        out.append(path.charAt(i++));
      }
    }
    return new Normalized(out.toString(), ok);
  }

  private static boolean isDots(String path, int at, int count) {
    int end = at + count;
    return end <= path.length()
        && path.charAt(at) == '.'
        && path.charAt(end - 1) == '.'
        && (end == path.length() || path.charAt(end) == '/');
  }

  private static void dropSegment(StringBuilder out) {
    int end = out.length();
    while (end > 1 && out.charAt(end - 2) != '/') {
      end--;
    }
    out.setLength(Math.max(1, end - 1));
  }

  /** Percent-decodes a path (ap_unescape_url and its kin). */
  public static Decoded decode(String s, EncodedSlashes slashes) {
    return decode(s, slashes, false);
  }

  /** Percent-decodes a form or query value: a plus sign is a space, slashes are allowed. */
  public static Decoded decodeForm(String s) {
    return decode(s, EncodedSlashes.ON, true);
  }

  private static Decoded decode(String s, EncodedSlashes slashes, boolean plus) {
    if (s.indexOf('%') < 0 && (!plus || s.indexOf('+') < 0)) {
      return new Decoded(s, 0);
    }
    StringBuilder out = new StringBuilder(s.length());
    boolean bad = false;
    boolean forbidden = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      int octet = c == '%' ? octet(s, i) : -1;
      if (c != '%') {
        out.append(plus && c == '+' ? ' ' : c);
      } else if (octet < 0) {
        bad = true;
        out.append(c);
      } else if (octet == '/' && slashes == EncodedSlashes.NO_DECODE) {
        out.append(s, i, i + 3);
        i += 2;
      } else {
        forbidden |= octet == 0 || (octet == '/' && slashes == EncodedSlashes.OFF);
        out.append((char) octet);
        i += 2;
      }
    }
    return new Decoded(out.toString(), bad ? 400 : forbidden ? 404 : 0);
  }

  /** The octet of the escape at {@code at}, or -1 when it is none. */
  private static int octet(String s, int at) {
    if (at + 2 >= s.length()) {
      return -1;
    }
    int high = Scan.hex(s.charAt(at + 1));
    int low = Scan.hex(s.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
