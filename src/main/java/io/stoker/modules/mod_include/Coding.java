package io.stoker.modules.mod_include;

import io.stoker.http.Escapes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which variables are encoded and decoded; one octet is one char. */
enum Coding {
  NONE,
  URL,
  URLENCODED,
  BASE64,
  ENTITY;

  private static final Map<String, Coding> NAMES =
      Map.of(
          "none", NONE, "url", URL, "urlencoded", URLENCODED, "base64", BASE64, "entity", ENTITY);

  /** A list of names with commas; null where one of them is none. */
  static @Nullable List<Coding> list(String names) {
    List<Coding> codings = new ArrayList<>();
    for (String name : names.split("[, \t]+")) {
      Coding coding = NAMES.get(name.toLowerCase(Locale.ROOT));
      if (coding == null) {
        return null;
      }
      codings.add(coding);
    }
    return List.copyOf(codings);
  }

  String encode(String text) {
    return switch (this) {
      case NONE -> text;
      case URL -> Escapes.uri(text);
      case URLENCODED -> Escapes.urlEncoded(text);
      case BASE64 -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
      case ENTITY -> Escapes.html(text);
    };
  }

  String decode(String text) {
    return switch (this) {
      case NONE -> text;
      case URL -> percent(text);
      case URLENCODED -> percent(text.replace('+', ' '));
      case BASE64 -> base64(text);
      case ENTITY -> Entities.decode(text);
    };
  }

  /** As far as the text is in base64: what follows is not looked at. */
  private static String base64(String text) {
    int end = 0;
    while (end < text.length() && isBase64(text.charAt(end))) {
      end++;
    }
    String digits = text.substring(0, end - (end % 4 == 1 ? 1 : 0));
    String decoded = new String(Base64.getDecoder().decode(digits), StandardCharsets.ISO_8859_1);
    int nul = decoded.indexOf('\0');
    return nul < 0 ? decoded : decoded.substring(0, nul);
  }

  private static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  /** {@code %hh}; what is none stays. */
  static String percent(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low < 0) {
        out.append(c);
        continue;
      }
      i += 2;
      if (high == 0 && low == 0) {
        break;
      }
      out.append((char) (high * 16 + low));
    }
    return out.toString();
  }

  /** One after the other. */
  static String encode(String text, List<Coding> codings) {
    String out = text;
    for (Coding coding : codings) {
      out = coding.encode(out);
    }
    return out;
  }

  /** One after the other. */
  static String decode(String text, List<Coding> codings) {
    String out = text;
    for (Coding coding : codings) {
      out = coding.decode(out);
    }
    return out;
  }
}
