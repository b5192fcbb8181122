package io.stoker.modules.mod_autoindex;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a listing.
 *
 * @param name with a slash at the end for a directory; the parent's begins with a slash
 * @param folder whether it stands before the files
 * @param modified microseconds since 1970, or -1
 * @param size bytes, or -1
 */
record Entry(
    String name,
    boolean folder,
    long modified,
    long size,
    @Nullable String icon,
    @Nullable String alt,
    @Nullable String description) {

  boolean isParent() {
    return name.startsWith("/");
  }

  /** The parent first, folders if they are to come first, then as asked. */
  static Comparator<Entry> comparator(Order order, boolean byVersion, boolean ignoreCase) {
    Comparator<String> text =
        byVersion
            ? (a, b) -> NaturalOrder.compare(a, b, ignoreCase)
            : ignoreCase ? Entry::compareIgnoringCase : Comparator.naturalOrder();
    Comparator<Entry> byName = Comparator.comparing(Entry::name, text);
    Comparator<Entry> asked =
        switch (order.key()) {
          case NAME -> byName;
          case LAST_MODIFIED -> Comparator.comparingLong(Entry::modified).thenComparing(byName);
          case SIZE -> Comparator.comparingLong(Entry::size).thenComparing(byName);
          case DESCRIPTION ->
              Comparator.comparing((Entry e) -> e.description == null ? "" : e.description, text)
                  .thenComparing(byName);
        };
    return Comparator.comparing(Entry::isParent, Comparator.reverseOrder())
        .thenComparing(Entry::folder, Comparator.reverseOrder())
        .thenComparing(order.ascending() ? asked : asked.reversed());
  }

  /** ASCII letters alone have case. */
  private static int compareIgnoringCase(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      int order = NaturalOrder.fold(a.charAt(i)) - NaturalOrder.fold(b.charAt(i));
      if (order != 0) {
        return order;
      }
    }
    return a.length() - b.length();
  }
}
