package io.stoker.http;

import org.jspecify.annotations.Nullable;

/** Request cookies, found as httpd's {@code %{name}C} finds them. */
public final class Cookies {
  private Cookies() {}

  /**
   * The value of cookie {@code name} (any case, as in httpd), without blanks around it; quotes
   * stay. Pairs are separated by semicolons only.
   *
   * @param field the Cookie field, null when there is none
   * @return null when there is no such cookie or it has no equals sign
   */
  public static @Nullable String value(@Nullable String field, String name) {
    if (field == null) {
      return null;
    }
    int start = 0;
    while (start <= field.length()) {
      int end = field.indexOf(';', start);
      if (end < 0) {
        end = field.length();
      }
      int equals = field.indexOf('=', start);
      if (equals >= 0
          && equals < end
          && Scan.trimBlanks(field, start, equals).equalsIgnoreCase(name)) {
        return Scan.trimBlanks(field, equals + 1, end);
      }
      start = end + 1;
    }
    return null;
  }
}
