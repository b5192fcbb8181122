package io.stoker.modules.mod_include;

import io.stoker.modules.mod_include.Element.Attribute;
import io.stoker.modules.mod_include.Element.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a page apart into text and elements. It comes in pieces, whose borders may be anywhere; an
 * octet is a char.
 */
final class PageScanner {

  /** Hears what there is, in order. */
  interface Listener {
    void text(String text);

    void element(Element element);

    /**
     * The page ended within an element.
     *
     * @param begun what there is of it
     */
    void unfinished(Element begun);
  }

  private final String start;
  private final String end;
  private String rest = "";

  PageScanner(String start, String end) {
    this.start = start;
    this.end = end;
  }

  /**
   * Takes the next piece.
   *
   * @param last whether it is the last one
   */
  void feed(String piece, boolean last, Listener listener) {
    String all = rest + piece;
    int at = 0;
    while (true) {
      int begin = all.indexOf(start, at);
      if (begin < 0) {
        int keep = last ? 0 : partialStart(all, at);
        emit(all.substring(at, all.length() - keep), listener::text);
        rest = all.substring(all.length() - keep);
        return;
      }
      emit(all.substring(at, begin), listener::text);
      Cursor cursor = new Cursor(all, begin + start.length());
      Element element = cursor.element();
      if (element == null) {
        rest = last ? "" : all.substring(begin);
        if (last) {
          listener.unfinished(cursor.begun());
        }
        return;
      }
      listener.element(element);
      at = cursor.at;
    }
  }

  private static void emit(String text, Consumer<String> to) {
    if (!text.isEmpty()) {
      to.accept(text);
    }
  }

  /** How many chars at the end could be the beginning of an element. */
  private int partialStart(String all, int from) {
    int most = Math.min(start.length() - 1, all.length() - from);
    for (int length = most; length > 0; length--) {
      if (start.startsWith(all.substring(all.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  /** Reads one element, whose start was found. */
  private final class Cursor {
    private final String all;
    private int at;
    private final List<Attribute> attributes = new ArrayList<>();
    private String name = "";
    private @Nullable Fault fault;

    Cursor(String all, int at) {
      this.all = all;
      this.at = at;
    }

    private Element begun() {
      return new Element(name, List.copyOf(attributes), fault);
    }

    /** The element; null where the page ends within it. */
    @Nullable Element element() {
      int from = at;
      while (at < all.length() && !isSpace(all.charAt(at)) && !all.startsWith(end, at)) {
        at++;
      }
      if (at == all.length()) {
        return null;
      }
      name = all.substring(from, at).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        fault = Fault.NO_NAME;
      }
      while (skipSpace()) {
        if (all.startsWith(end, at)) {
          at += end.length();
          return begun();
        }
        if (!attribute()) {
          return null;
        }
      }
      return null;
    }

    /** Goes on to what is no white space; false at the end. */
    private boolean skipSpace() {
      while (at < all.length() && isSpace(all.charAt(at))) {
        at++;
      }
      return at < all.length();
    }

    /** Reads an attribute; false where the page ends within it. */
    private boolean attribute() {
      if (isQuote(all.charAt(at))) {
        wrong(Fault.QUOTE_FOR_ATTRIBUTE);
        return value() != null;
      }
      int from = at;
      while (at < all.length() && !isSpace(all.charAt(at)) && all.charAt(at) != '=') {
        at++;
      }
      String attribute = cut(all.substring(from, at)).toLowerCase(Locale.ROOT);
      if (attribute.isEmpty()) {
        wrong(Fault.NO_ATTRIBUTE_NAME);
      }
      if (!skipSpace()) {
        return false;
      }
      if (all.charAt(at) != '=') {
        attributes.add(new Attribute(attribute, null));
        return true;
      }
      at++;
      String value = skipSpace() ? value() : null;
      if (value == null) {
        return false;
      }
      attributes.add(new Attribute(attribute, value));
      return true;
    }

    private void wrong(Fault what) {
      if (fault == null) {
        fault = what;
      }
    }

    /** A value with or without quotes; null where the page ends within it. */
    private @Nullable String value() {
      char quote = all.charAt(at);
      StringBuilder value = new StringBuilder();
      if (!isQuote(quote)) {
        while (at < all.length() && !isSpace(all.charAt(at))) {
          value.append(all.charAt(at++));
        }
        return at == all.length() ? null : cut(value.toString());
      }
      for (at++; at < all.length(); at++) {
        char c = all.charAt(at);
        if (c == quote) {
          at++;
          return cut(value.toString());
        }
        boolean escaped = c == '\\' && at + 1 < all.length() && all.charAt(at + 1) == quote;
        value.append(escaped ? all.charAt(++at) : c);
      }
      return null;
    }
  }

  /** A text in C ends at a NUL. */
  private static String cut(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
