package io.stoker.modules.mod_negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An item of an Accept field or a media type of a variant.
 *
 * @param name in lower case
 * @param quality {@code q} or {@code qs}, from 0 to 1
 * @param level {@code level}; 2 where text/html says none
 * @param charset {@code charset} in lower case, or empty
 */
record Accept(String name, float quality, float level, String charset) {

  private static final String SSI_TYPE = "text/x-server-parsed-html";
  private static final String SSI3_TYPE = "text/x-server-parsed-html3";

  static Accept of(String name, float quality) {
    return new Accept(name, quality, 0, "");
  }

  /** Whether a type is HTML, made from server-side includes or not. */
  static boolean isHtml(String type) {
    return type.equals("text/html") || isParsedHtml(type);
  }

  static boolean isParsedHtml(String type) {
    return type.equals(SSI_TYPE) || type.equals(SSI3_TYPE);
  }

  /** The items of a field; null where there is no field. Blanks separate as commas do. */
  static @Nullable List<Accept> list(@Nullable String field) {
    if (field == null) {
      return null;
    }
    Tokens tokens = new Tokens(field);
    List<Accept> items = new ArrayList<>();
    while (tokens.hasMore()) {
      items.add(item(tokens));
    }
    return items;
  }

  /** The first item of {@code text}. */
  static Accept first(String text) {
    return item(new Tokens(text));
  }

  private static Accept item(Tokens tokens) {
    String name = tokens.next(false).toLowerCase(Locale.ROOT);
    float quality = 1;
    float level = name.equals(SSI3_TYPE) ? 3 : isHtml(name) ? 2 : 0;
    String charset = "";
    while (tokens.skip(';')) {
      String param = tokens.next(true).toLowerCase(Locale.ROOT);
      int end = nameEnd(param);
      if (end == param.length()) {
        continue;
      }
      String value = value(param, end);
      switch (param.substring(0, end)) {
        case "q", "qs" -> quality = quality(value);
        case "level" -> level = number(value);
        case "charset" -> charset = value;
        default -> {}
      }
    }
    tokens.skip(',');
    return new Accept(name, quality, level, charset);
  }

  private static int nameEnd(String param) {
    int end = 0;
    while (end < param.length() && !isSpace(param.charAt(end)) && param.charAt(end) != '=') {
      end++;
    }
    return end;
  }

  private static String value(String param, int nameEnd) {
    int start = nameEnd;
    while (start < param.length() && (isSpace(param.charAt(start)) || param.charAt(start) == '=')) {
      start++;
    }
    boolean quoted = start < param.length() && param.charAt(start) == '"';
    int from = quoted ? start + 1 : start;
    int end = from;
    while (end < param.length()
        && (quoted ? "\n\r\"".indexOf(param.charAt(end)) < 0 : !isSpace(param.charAt(end)))) {
      end++;
    }
    return param.substring(from, end);
  }

  /** Three digits behind the point; 1 for what is no quality. */
  static float quality(String text) {
    String s = text.strip();
    if (s.isEmpty()) {
      return 1;
    }
    int at = 0;
    if (s.charAt(0) != '.' && s.charAt(at++) != '0') {
      return 1;
    }
    if (at >= s.length() || s.charAt(at) != '.') {
      return 0;
    }
    int thousandths = 0;
    int weight = 100;
    for (at++; at < s.length() && weight > 0 && isDigit(s.charAt(at)); at++) {
      thousandths += (s.charAt(at) - '0') * weight;
      weight /= 10;
    }
    return thousandths / 1000f;
  }

  private static float number(String text) {
    int value = 0;
    for (int i = 0; i < text.length() && isDigit(text.charAt(i)) && value < 100_000; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
