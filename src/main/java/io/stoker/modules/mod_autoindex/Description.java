package io.stoker.modules.mod_autoindex;

import io.stoker.http.Wildcards;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AddDescription for one pattern.
 *
 * @param pattern a part of the name, or with wildcards
 * @param wild whether it has wildcards
 * @param whole whether it is held against the path, not the name alone
 */
record Description(String pattern, boolean wild, boolean whole, String text) {

  static Description of(String pattern, String text) {
    boolean whole = pattern.indexOf('/') >= 0;
    boolean wild = whole || Wildcards.hasWildcards(pattern);
    String full = wild ? (whole ? "*/" : "*") + pattern + "*" : pattern;
    return new Description(full, wild, whole, text);
  }

  /** The first that matches, or null. */
  static @Nullable String find(List<Description> all, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (Description d : all) {
      String subject = d.whole ? path : name;
      if (d.wild ? Wildcards.fnmatch(d.pattern, subject, Set.of()) : subject.contains(d.pattern)) {
        return d.text;
      }
    }
    return null;
  }
}
