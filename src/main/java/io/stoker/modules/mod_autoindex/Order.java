package io.stoker.modules.mod_autoindex;

import io.stoker.api.DirectiveException;
import java.util.Locale;

/** By what a listing is sorted. */
record Order(Key key, boolean ascending) {

  static final Order DEFAULT = new Order(Key.NAME, true);

  /** Columns; the letter stands in links. */
  enum Key {
    NAME('N'),
    LAST_MODIFIED('M'),
    SIZE('S'),
    DESCRIPTION('D');

    private final char letter;

    Key(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }

  static Order parse(String direction, String key) throws DirectiveException {
    boolean ascending =
        switch (direction.toLowerCase(Locale.ROOT)) {
          case "ascending" -> true;
          case "descending" -> false;
          default ->
              throw new DirectiveException("First keyword must be 'Ascending' or 'Descending'");
        };
    Key by =
        switch (key.toLowerCase(Locale.ROOT)) {
          case "name" -> Key.NAME;
          case "date" -> Key.LAST_MODIFIED;
          case "size" -> Key.SIZE;
          case "description" -> Key.DESCRIPTION;
          default ->
              throw new DirectiveException(
                  "Second keyword must be 'Name', 'Date', 'Size', or 'Description'");
        };
    return new Order(by, ascending);
  }
}
