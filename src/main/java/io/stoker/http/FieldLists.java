package io.stoker.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Field values that are lists: tokens, comma lists with quotes, lists with quality. */
public final class FieldLists {
  private FieldLists() {}

  /**
   * True when {@code value} holds {@code token}, whatever separates the tokens (httpd takes every
   * char that is no token char for a separator). ASCII case does not matter. No allocation.
   */
  public static boolean hasToken(@Nullable String value, String token) {
    if (value == null) {
      return false;
    }
    int i = 0;
    while (i < value.length()) {
      int tokenEnd = Scan.tokenEnd(value, i);
      if (tokenEnd - i == token.length()
          && tokenEnd > i
          && value.regionMatches(true, i, token, 0, token.length())) {
        return true;
      }
      i = tokenEnd + 1;
    }
    return false;
  }

  /** True when the part after the last comma is {@code token}; how httpd looks for chunked. */
  public static boolean endsWithToken(@Nullable String value, String token) {
    if (value == null) {
      return false;
    }
    int start = value.lastIndexOf(',') + 1;
    return Scan.trimBlanks(value, start, value.length()).equalsIgnoreCase(token);
  }

  /**
   * The items of a comma list without blanks around them; empty items are left out. Commas inside
   * quoted strings do not separate.
   */
  public static List<String> items(@Nullable String value) {
    return split(value, ',');
  }

  private static List<String> split(@Nullable String value, char separator) {
    List<String> items = new ArrayList<>(4);
    if (value == null) {
      return items;
    }
    int start = 0;
    int i = 0;
    while (i <= value.length()) {
      if (i == value.length() || value.charAt(i) == separator) {
        String item = Scan.trimBlanks(value, start, i);
        if (!item.isEmpty()) {
          items.add(item);
        }
        start = ++i;
      } else {
        i = value.charAt(i) == '"' ? Scan.quotedEnd(value, i) : i + 1;
      }
    }
    return items;
  }

  /** A parameter of a list item; the value is unquoted, and empty when there is no equals sign. */
  public record Param(String name, String value) {}

  /**
   * An item of an Accept-style list.
   *
   * @param name in lower case, without parameters
   * @param params parameters other than q, names in lower case
   * @param quality from 0 to 1; 1 when not given, and when it cannot be read
   */
  public record Quality(String name, List<Param> params, float quality) {

    /** Value of a parameter, or null; {@code param} in lower case. */
    public @Nullable String param(String param) {
      for (Param candidate : params) {
        if (candidate.name().equals(param)) {
          return candidate.value();
        }
      }
      return null;
    }
  }

  /** The items of Accept, Accept-Language and their like, in the order of the field. */
  public static List<Quality> qualities(@Nullable String value) {
    List<Quality> out = new ArrayList<>(4);
    for (String item : items(value)) {
      out.add(quality(item));
    }
    return out;
  }

  private static Quality quality(String item) {
    List<String> parts = split(item, ';');
    String name = parts.isEmpty() ? "" : Scan.lower(parts.getFirst());
    List<Param> params = new ArrayList<>(2);
    float quality = 1f;
    for (int i = 1; i < parts.size(); i++) {
      Param param = param(parts.get(i));
      if (param.name().equals("q")) {
        quality = parseQuality(param.value());
      } else {
        params.add(param);
      }
    }
    return new Quality(name, List.copyOf(params), quality);
  }

  /** Reads {@code name=value}, {@code name="va;lue"} or {@code name}. */
  static Param param(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return new Param(Scan.lower(Scan.trimBlanks(text)), "");
    }
    String name = Scan.lower(Scan.trimBlanks(text, 0, equals));
    return new Param(name, Scan.unquote(Scan.trimBlanks(text, equals + 1, text.length())));
  }

  /** Parameters of a value such as {@code text/html; charset=utf-8}. */
  public static List<Param> params(@Nullable String value) {
    List<String> parts = split(value, ';');
    List<Param> params = new ArrayList<>(parts.size());
    for (int i = 1; i < parts.size(); i++) {
      params.add(param(parts.get(i)));
    }
    return params;
  }

  /** A quality between 0 and 1; 1 for what is no number or out of range. */
  static float parseQuality(String text) {
    int i = 0;
    boolean digits = false;
    float value = 0;
    while (i < text.length() && Scan.isDigit(text.charAt(i))) {
      value = value * 10 + (text.charAt(i++) - '0');
      digits = true;
    }
    if (i < text.length() && text.charAt(i) == '.') {
      float weight = 0.1f;
      for (i++; i < text.length() && Scan.isDigit(text.charAt(i)); i++) {
        value += (text.charAt(i) - '0') * weight;
        weight /= 10;
        digits = true;
      }
    }
    return !digits || value > 1f ? 1f : value;
  }
}
