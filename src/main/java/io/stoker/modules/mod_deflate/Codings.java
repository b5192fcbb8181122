package io.stoker.modules.mod_deflate;

import io.stoker.api.Exchange;
import io.stoker.http.FieldLists;
import io.stoker.http.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content codings of a reply, from wherever they are said. */
final class Codings {

  private static final Set<String> PLAIN = Set.of("identity", "7bit", "8bit", "binary");

  private Codings() {}

  /** All codings with commas between them, or null. */
  static @Nullable String of(Exchange x) {
    List<String> said = new ArrayList<>();
    add(said, x.out().get(HeaderNames.CONTENT_ENCODING));
    add(said, x.errorOut().get(HeaderNames.CONTENT_ENCODING));
    add(said, x.contentEncoding());
    return said.isEmpty() ? null : String.join(",", said);
  }

  private static void add(List<String> to, @Nullable String value) {
    if (value != null) {
      to.add(value);
    }
  }

  /** Whether one of the codings is more than a name for none. */
  static boolean encodes(@Nullable String codings) {
    return FieldLists.items(codings).stream().anyMatch(coding -> !PLAIN.contains(coding));
  }

  static boolean isGzip(String coding) {
    return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip");
  }

  /** What is left of codings without gzip at the end: empty where nothing is; null without it. */
  static @Nullable String withoutGzip(@Nullable String codings) {
    List<String> items = new ArrayList<>(FieldLists.items(codings));
    if (items.isEmpty() || !isGzip(items.getLast())) {
      return null;
    }
    items.removeLast();
    return String.join(", ", items);
  }

  /** Takes gzip away as the last coding of the reply; false where it is not. */
  static boolean removeGzip(Exchange x) {
    String own = withoutGzip(x.contentEncoding());
    if (own != null) {
      x.contentEncoding(own.isEmpty() ? null : own);
      return true;
    }
    for (var fields : List.of(x.out(), x.errorOut())) {
      String left = withoutGzip(fields.get(HeaderNames.CONTENT_ENCODING));
      if (left != null && left.isEmpty()) {
        fields.unset(HeaderNames.CONTENT_ENCODING);
        return true;
      }
      if (left != null) {
        fields.set(HeaderNames.CONTENT_ENCODING, left);
        return true;
      }
    }
    return false;
  }
}
