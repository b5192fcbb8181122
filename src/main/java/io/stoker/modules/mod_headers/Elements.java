package io.stoker.modules.mod_headers;

import java.util.ArrayList;
import java.util.List;

/** The elements of a field's list as {@code merge} tells them apart. */
final class Elements {

  private Elements() {}

  /**
   * The elements between commas outside of quotes, without the space in front of them: space behind
   * one belongs to it.
   */
  static List<String> of(String list) {
    List<String> elements = new ArrayList<>();
    int at = 0;
    while (at < list.length()) {
      while (at < list.length() && isSpace(list.charAt(at))) {
        at++;
      }
      int end = end(list, at);
      elements.add(list.substring(at, end));
      at = end + 1;
    }
    return elements;
  }

  private static int end(String list, int from) {
    boolean quoted = false;
    int at = from;
    while (at < list.length() && (quoted || list.charAt(at) != ',')) {
      quoted ^= list.charAt(at) == '"';
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
