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

  /** Folders first if they are to come first, then as asked. The parent is not sorted. */
  static Comparator<Entry> comparator(Order order, boolean byVersion, boolean ignoreCase) {
    Comparator<String> text =
        byVersion
            ? (a, b) -> NaturalOrder.compare(a, b, ignoreCase)
            : ignoreCase ? Entry::compareIgnoringCase : String::compareTo;
    Comparator<Entry> asked =
        switch (order.key()) {
          case NAME -> (a, b) -> text.compare(a.name, b.name);
          case LAST_MODIFIED ->
              (a, b) -> then(Long.compare(a.modified, b.modified), text, a.name, b.name);
          case SIZE -> (a, b) -> then(Long.compare(a.size, b.size), text, a.name, b.name);
          case DESCRIPTION ->
              (a, b) -> then(text.compare(a.said(), b.said()), text, a.name, b.name);
        };
    return order.ascending()
        ? (a, b) -> a.folder == b.folder ? asked.compare(a, b) : a.folder ? -1 : 1
        : (a, b) -> a.folder == b.folder ? asked.compare(b, a) : a.folder ? -1 : 1;
  }

  private static int then(int order, Comparator<String> text, String a, String b) {
    return order != 0 ? order : text.compare(a, b);
  }

  private String said() {
    return description == null ? "" : description;
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
