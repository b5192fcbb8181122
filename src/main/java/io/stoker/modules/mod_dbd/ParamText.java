package io.stoker.modules.mod_dbd;

import io.stoker.api.DirectiveException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts DBDParams into names and values, as the libraries of the databases do it. */
final class ParamText {

  /** A name and a value; what is between pairs is a blank, comma, semicolon or bar. */
  private static final Pattern PAIR =
      Pattern.compile("[\\s,;|]*([A-Za-z]+)\\s*=\\s*([^\\s,;|]*)[\\s,;|]*");

  private final String text;
  private int at;

  private ParamText(String text) {
    this.text = text;
  }

  /** {@code host=…,user=…} as APR's drivers for MySQL, Oracle and FreeTDS read it. */
  static Map<String, String> list(String text) throws DirectiveException {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!pair.find(end) || pair.start() != end) {
        throw unreadable(values);
      }
      values.put(pair.group(1).toLowerCase(Locale.ROOT), pair.group(2));
      end = pair.end();
    }
    return values;
  }

  /** {@code host=… password='…'} as libpq reads it: quotes, and backslashes that escape. */
  static Map<String, String> conninfo(String text) throws DirectiveException {
    return new ParamText(text).conninfo();
  }

  private Map<String, String> conninfo() throws DirectiveException {
    Map<String, String> values = new LinkedHashMap<>();
    skipBlanks();
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
        at++;
      }
      String name = text.substring(start, at);
      skipBlanks();
      if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
        throw unreadable(values);
      }
      at++;
      skipBlanks();
      values.put(name, value(values));
      skipBlanks();
    }
    return values;
  }

  private String value(Map<String, String> before) throws DirectiveException {
    boolean quoted = at < text.length() && text.charAt(at) == '\'';
    at += quoted ? 1 : 0;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quoted ? c == '\'' : isBlank(c)) {
        at += quoted ? 1 : 0;
        return value.toString();
      }
      at += c == '\\' && at + 1 < text.length() ? 1 : 0;
      value.append(text.charAt(at));
      at++;
    }
    if (quoted) {
      throw unreadable(before);
    }
    return value.toString();
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Does not show the text, in which a password may be. */
  private static DirectiveException unreadable(Map<String, String> before) {
    String place =
        before.isEmpty() ? "at the beginning" : "behind " + lastOf(before.keySet().toArray());
    return new DirectiveException("DBDParams: no name=value " + place);
  }

  private static Object lastOf(Object[] names) {
    return names[names.length - 1];
  }
}
