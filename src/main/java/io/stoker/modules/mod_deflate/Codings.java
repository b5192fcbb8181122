package io.stoker.modules.mod_deflate;

import io.stoker.api.Exchange;
import io.stoker.http.FieldLists;
import io.stoker.http.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** gzip among the content codings of a reply or a request. */
final class Codings {

  private Codings() {}

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
