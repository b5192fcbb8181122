package io.stoker.modules.mod_autoindex;

import io.stoker.api.Exchange;
import io.stoker.http.Escapes;
import io.stoker.http.Uris;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a client wants a listing: {@code ?C=M;O=D;F=2;V=1;P=*.html}.
 *
 * @param order by what to sort
 * @param options those in force for this reply
 * @param pattern names to show, or null for all
 * @param links what links for sorting carry on
 */
record IndexQuery(Order order, Set<IndexOption> options, @Nullable String pattern, String links) {

  /** Reads the query up to the first thing it does not understand. */
  static IndexQuery of(Exchange x, Order usual, Set<IndexOption> configured) {
    EnumSet<IndexOption> options = EnumSet.noneOf(IndexOption.class);
    options.addAll(configured);
    if (options.contains(IndexOption.IGNORE_CLIENT)) {
      options.add(IndexOption.SUPPRESS_COLUMN_SORTING);
      return new IndexQuery(usual, options, null, "");
    }
    Reader reader = new Reader(usual, options);
    String query = x.query();
    reader.read(query == null ? "" : query);
    return reader.result();
  }

  private static final class Reader {
    private final EnumSet<IndexOption> options;
    private Order order;
    private String format = "";
    private String version = "";
    private @Nullable String pattern;

    Reader(Order order, EnumSet<IndexOption> options) {
      this.order = order;
      this.options = options;
    }

    void read(String query) {
      String rest = query;
      while (!rest.isEmpty()) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '&' && rest.charAt(end) != ';') {
          end++;
        }
        if (!part(rest.substring(0, end))) {
          return;
        }
        rest = end < rest.length() ? rest.substring(end + 1) : "";
      }
    }

    private boolean part(String part) {
      if (part.startsWith("P=")) {
        String text = Uris.decode(part.substring(2), Uris.EncodedSlashes.ON).text();
        pattern = text.isEmpty() ? null : text;
        return true;
      }
      if (part.length() != 3 || part.charAt(1) != '=') {
        return false;
      }
      char value = part.charAt(2);
      return switch (part.charAt(0)) {
        case 'C' -> column(value);
        case 'O' -> direction(value);
        case 'F' -> format(value);
        case 'V' -> version(value);
        default -> false;
      };
    }

    private boolean column(char letter) {
      for (Order.Key key : Order.Key.values()) {
        if (key.letter() == letter) {
          order = new Order(key, order.ascending());
          return true;
        }
      }
      return false;
    }

    private boolean direction(char letter) {
      if (letter != 'A' && letter != 'D') {
        return false;
      }
      order = new Order(order.key(), letter == 'A');
      return true;
    }

    private boolean format(char digit) {
      if (digit < '0' || digit > '2') {
        return false;
      }
      set(IndexOption.FANCY_INDEXING, digit != '0');
      set(IndexOption.HTML_TABLE, digit == '2');
      format = ";F=" + digit;
      return true;
    }

    private boolean version(char digit) {
      if (digit != '0' && digit != '1') {
        return false;
      }
      set(IndexOption.VERSION_SORT, digit == '1');
      version = ";V=" + digit;
      return true;
    }

    private void set(IndexOption option, boolean on) {
      if (on) {
        options.add(option);
      } else {
        options.remove(option);
      }
    }

    IndexQuery result() {
      String links =
          format + version + (pattern == null ? "" : ";P=" + Escapes.html(Escapes.uri(pattern)));
      return new IndexQuery(order, options, pattern, links);
    }
  }
}
