package io.stoker.expr;

import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.files.Lookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in functions. Names are compared without case. */
final class ExprFunctions {

  private ExprFunctions() {}

  /** A function of one text. */
  @FunctionalInterface
  interface Function {
    String apply(Eval e, String argument);
  }

  private static final Map<String, Function> BY_NAME =
      Map.ofEntries(
          Map.entry("req_novary", (e, a) -> e.requestField(a, false)),
          Map.entry("resp", (e, a) -> Eval.orEmpty(responseField(e.x, a))),
          Map.entry("reqenv", (e, a) -> Eval.orEmpty(e.x.env().get(a))),
          Map.entry("osenv", (e, a) -> Eval.orEmpty(e.x.processEnv(a))),
          Map.entry("note", (e, a) -> Eval.orEmpty(e.x.notes().get(a))),
          Map.entry("env", (e, a) -> Eval.orEmpty(anyEnv(e.x, a))),
          Map.entry("tolower", (e, a) -> a.toLowerCase(Locale.ROOT)),
          Map.entry("toupper", (e, a) -> asciiUpper(a)),
          Map.entry("escape", (e, a) -> escape(a)),
          Map.entry("unescape", (e, a) -> unescape(a)),
          Map.entry("base64", (e, a) -> base64(a)),
          Map.entry("unbase64", (e, a) -> unbase64(a)),
          Map.entry("md5", (e, a) -> digest("MD5", a)),
          Map.entry("sha1", (e, a) -> digest("SHA-1", a)),
          Map.entry("file", (e, a) -> file(e.x, a)),
          Map.entry("filesize", (e, a) -> fileSize(e.x, a)),
          Map.entry("ldap", (e, a) -> ldapEscape(a)));

  static @Nullable Function find(String name, boolean varies) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("req") || lower.equals("http")
        ? (e, a) -> e.requestField(a, varies)
        : BY_NAME.get(lower);
  }

  static boolean readsFiles(String name) {
    return name.equalsIgnoreCase("file") || name.equalsIgnoreCase("filesize");
  }

  private static @Nullable String responseField(Exchange x, String name) {
    String value = x.out().get(name);
    return value != null ? value : x.errorOut().get(name);
  }

  private static @Nullable String anyEnv(Exchange x, String name) {
    String note = x.notes().get(name);
    String own = note != null ? note : x.env().get(name);
    return own != null ? own : x.processEnv(name);
  }

  private static String asciiUpper(String a) {
    StringBuilder sb = new StringBuilder(a.length());
    for (char c : a.toCharArray()) {
      sb.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return sb.toString();
  }

  /** As a path segment: what is not allowed in one becomes %hh, in lower case. */
  private static String escape(String a) {
    StringBuilder sb = new StringBuilder(a.length() + 8);
    for (char c : a.toCharArray()) {
      boolean plain =
          ExprLexer.isLetter(c) || (c >= '0' && c <= '9') || "$-_.+!*'(),:;@&=/~".indexOf(c) >= 0;
      if (plain) {
        sb.append(c);
      } else {
        sb.append('%').append(HexFormat.of().toHexDigits((byte) c));
      }
    }
    return sb.toString();
  }

  /** Decodes %hh but for slashes; a bad escape or %00 makes the whole text empty. */
  private static String unescape(String a) {
    StringBuilder sb = new StringBuilder(a.length());
    for (int i = 0; i < a.length(); i++) {
      char c = a.charAt(i);
      if (c != '%') {
        sb.append(c);
        continue;
      }
      int high = i + 2 < a.length() ? Character.digit(a.charAt(i + 1), 16) : -1;
      int low = i + 2 < a.length() ? Character.digit(a.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0 || (high == 0 && low == 0)) {
        return "";
      }
      int decoded = high * 16 + low;
      if (decoded == '/') {
        sb.append(a, i, i + 3);
      } else {
        sb.append((char) decoded);
      }
      i += 2;
    }
    return sb.toString();
  }

  private static String base64(String a) {
    return Base64.getEncoder().encodeToString(bytes(a));
  }

  /** What follows a zero byte is cut off, as C strings are. */
  private static String unbase64(String a) {
    try {
      String decoded =
          new String(Base64.getMimeDecoder().decode(bytes(a)), StandardCharsets.ISO_8859_1);
      int zero = decoded.indexOf('\0');
      return zero < 0 ? decoded : decoded.substring(0, zero);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String digest(String algorithm, String a) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(bytes(a));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file(Exchange x, String path) {
    try {
      return new String(x.files().readAll(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new EvaluationException("Cannot open file " + path);
    }
  }

  private static String fileSize(Exchange x, String path) {
    return x.files().stat(path) instanceof Lookup.Found f && f.info().isRegular()
        ? Long.toString(f.info().size())
        : "0";
  }

  /** RFC 4514 and RFC 4515: what is special in names or filters becomes a backslash and hex. */
  private static String ldapEscape(String a) {
    StringBuilder sb = new StringBuilder(a.length());
    for (int i = 0; i < a.length(); i++) {
      char c = a.charAt(i);
      boolean edgeSpace = c == ' ' && (i == 0 || i == a.length() - 1);
      boolean leadingHash = c == '#' && i == 0;
      if ("*()\\\0\",+;<>/=".indexOf(c) >= 0 || edgeSpace || leadingHash || c > 0x7E) {
        sb.append('\\').append(HexFormat.of().toHexDigits((byte) c));
      } else {
        sb.append(c);
      }
    }
    return sb.toString();
  }

  private static byte[] bytes(String a) {
    return a.getBytes(StandardCharsets.ISO_8859_1);
  }
}
