package io.stoker.http;

import org.jspecify.annotations.Nullable;

/**
 * An entity tag (RFC 9110 section 8.8.3).
 *
 * @param weak true for {@code W/"..."}
 * @param opaque the tag with its quotes
 */
public record EntityTag(boolean weak, String opaque) {

  /** Reads {@code "tag"} or {@code W/"tag"}; null for anything else. */
  public static @Nullable EntityTag parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean weak = text.startsWith("W/");
    String opaque = weak ? text.substring(2) : text;
    int last = opaque.length() - 1;
    if (last < 1 || opaque.charAt(0) != '"' || opaque.indexOf('"', 1) != last) {
      return null;
    }
    return new EntityTag(weak, opaque);
  }

  /** Strong comparison: both strong and the same. */
  public boolean matchesStrong(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Weak comparison: the same, weak or not. */
  public boolean matchesWeak(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /**
   * True when the list of an If-Match or If-None-Match field holds a tag that matches {@code etag}.
   * A star is not looked for here: httpd takes it only as the first char of the field. As at httpd
   * the search ends at an item that is no tag, and under strong comparison at a weak one.
   *
   * @param list the field value
   * @param etag the ETag of the reply, null when it has none
   */
  public static boolean listMatches(String list, @Nullable String etag, boolean strong) {
    EntityTag wanted = parse(etag);
    if (wanted == null) {
      return false;
    }
    for (String item : FieldLists.items(list)) {
      boolean weakItem = item.startsWith("W/\"");
      if (weakItem ? strong : !item.startsWith("\"")) {
        return false;
      }
      String opaque = weakItem ? item.substring(2) : item;
      if (opaque.equals(wanted.opaque) && !(strong && wanted.weak)) {
        return true;
      }
    }
    return false;
  }

  /** As in a field: {@code W/"tag"}. */
  @Override
  public String toString() {
    return weak ? "W/" + opaque : opaque;
  }
}
