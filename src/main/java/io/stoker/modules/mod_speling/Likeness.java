package io.stoker.modules.mod_speling;

import io.stoker.http.Scan;

/**
 * How a name that was asked for is like one that there is, from very to hardly.
 *
 * <p>Source: httpd manual, mod_speling.
 */
enum Likeness {
  MISCAPITALIZED("miscapitalized"),
  TRANSPOSED("transposed characters"),
  MISSING("character missing"),
  EXTRA("extra character"),
  MISTYPED("mistyped character"),
  BASENAME("common basename"),
  NONE("");

  private final String words;

  Likeness(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** How the name {@code asked} is like {@code there}, up to one mistake. */
  static Likeness of(String asked, String there) {
    String a = Scan.lower(asked);
    String b = Scan.lower(there);
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    a = a.substring(i);
    b = b.substring(i);
    if (a.isEmpty() && b.isEmpty()) {
      return MISCAPITALIZED;
    }
    if (a.length() > 1
        && b.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && a.substring(2).equals(b.substring(2))) {
      return TRANSPOSED;
    }
    if (!a.isEmpty() && !b.isEmpty() && a.substring(1).equals(b.substring(1))) {
      return MISTYPED;
    }
    if (!a.isEmpty() && a.substring(1).equals(b)) {
      return EXTRA;
    }
    return !b.isEmpty() && a.equals(b.substring(1)) ? MISSING : NONE;
  }

  /** Whether both are the same up to their first dot. */
  static boolean sameBasename(String asked, String there) {
    return Scan.lower(basename(asked)).equals(Scan.lower(basename(there)));
  }

  private static String basename(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
