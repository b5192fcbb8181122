package io.stoker.modules.mod_vhost_alias;

import io.stoker.api.DirectiveException;
import io.stoker.http.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * A path with specifiers for parts of a name: {@code %N.M} for the characters {@code M} of its part
 * {@code N}, {@code %p} for the port, {@code %%} for a percent sign.
 *
 * <p>Source: httpd manual, mod_vhost_alias, "Directory Name Interpolation".
 */
final class NamePattern {

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Port() implements Part {}

  private record Piece(Span part, Span characters) implements Part {}

  /**
   * Some of the elements of a row.
   *
   * @param number the first is 1; 0 for all
   * @param fromEnd whether it counts from the end
   * @param open whether all behind it belong to it too, or all before it when counted from the end
   */
  private record Span(int number, boolean fromEnd, boolean open) {

    static final Span ALL = new Span(0, false, false);

    /** The index of the first element of {@code length}. */
    int from(int length) {
      return number == 0 || (fromEnd && open) ? 0 : fromEnd ? length - number : number - 1;
    }

    /** The index behind the last element. */
    int to(int length) {
      return number == 0 || (!fromEnd && open) ? length : fromEnd ? length - number + 1 : number;
    }
  }

  /** Stands for what a name does not have. */
  private static final String MISSING = "_";

  /** Parts beyond this are one with the last. */
  private static final int MOST_PARTS = 20;

  private final List<Part> parts;

  private NamePattern(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a pattern.
   *
   * @throws DirectiveException in httpd's words, when a specifier is none
   */
  static NamePattern compile(String text) throws DirectiveException {
    return new Reader(text).read();
  }

  /** The path for a name and a port, without a slash at its end. */
  String expand(String name, int port) {
    List<String> all = List.of(Scan.lower(name).split("\\.", MOST_PARTS));
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Literal(String text) -> out.append(text);
        case Port p -> out.append(port);
        case Piece(Span part0, Span characters) -> out.append(cut(joined(all, part0), characters));
      }
    }
    int length = out.length();
    return length > 0 && out.charAt(length - 1) == '/'
        ? out.substring(0, length - 1)
        : out.toString();
  }

  private static String joined(List<String> all, Span span) {
    return span.number() > all.size()
        ? MISSING
        : String.join(".", all.subList(span.from(all.size()), span.to(all.size())));
  }

  private static String cut(String text, Span span) {
    return span.number() > text.length()
        ? MISSING
        : text.substring(span.from(text.length()), span.to(text.length()));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    NamePattern read() throws DirectiveException {
      List<Part> parts = new ArrayList<>();
      while (at < text.length()) {
        int percent = text.indexOf('%', at);
        int end = percent < 0 ? text.length() : percent;
        if (end > at) {
          parts.add(new Literal(text.substring(at, end)));
        }
        at = end + 1;
        if (percent >= 0) {
          parts.add(specifier());
        }
      }
      return new NamePattern(parts);
    }

    private Part specifier() throws DirectiveException {
      if (takes('%')) {
        return new Literal("%");
      }
      if (takes('p')) {
        return new Port();
      }
      Span part = span();
      return new Piece(part, takes('.') ? span() : Span.ALL);
    }

    private Span span() throws DirectiveException {
      boolean fromEnd = takes('-');
      char digit = at < text.length() ? text.charAt(at) : '\0';
      if (digit < '0' || digit > '9') {
        throw new DirectiveException("syntax error in format string");
      }
      at++;
      return new Span(digit - '0', fromEnd, takes('+'));
    }

    private boolean takes(char c) {
      boolean is = at < text.length() && text.charAt(at) == c;
      at += is ? 1 : 0;
      return is;
    }
  }
}
