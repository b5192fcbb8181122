package io.stoker.api;

import io.stoker.http.FieldLists;
import io.stoker.http.HeaderNames;
import io.stoker.http.Scan;
import io.stoker.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What output filters that compress have in common: the content codings of a reply. */
public final class ContentCodings {

  private static final Set<String> PLAIN = Set.of("identity", "7bit", "8bit", "binary");

  private static final Set<String> NO_QUALITY = Set.of("q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000");

  private ContentCodings() {}

  /** All codings that the reply has, from wherever they are said, with commas; null for none. */
  public static @Nullable String of(Exchange x) {
    List<String> said = new ArrayList<>(3);
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
  public static boolean encodes(@Nullable String codings) {
    return FieldLists.items(codings).stream().anyMatch(coding -> !PLAIN.contains(coding));
  }

  /**
   * Begins to give a reply a coding: where it can have one, it varies by Accept-Encoding from now
   * on; where the client takes it, the header fields tell of it.
   *
   * @param unless environment variable that forbids it
   * @return whether the content is to be encoded
   */
  public static boolean begin(Exchange x, String coding, String unless) {
    if (!mayEncode(x) || x.env().has(unless)) {
      return false;
    }
    x.out().merge(HeaderNames.VARY, HeaderNames.ACCEPT_ENCODING);
    if (!isAccepted(x, coding)) {
      return false;
    }
    add(x, coding);
    return true;
  }

  /** Whether it answers the client, has content of its own, all of it, and is not encoded yet. */
  private static boolean mayEncode(Exchange x) {
    return x.main() == null
        && x.status() != Status.NO_CONTENT
        && !x.out().has(HeaderNames.CONTENT_RANGE)
        && !encodes(of(x));
  }

  /**
   * Whether the client takes a coding, as httpd's filters read Accept-Encoding: it is named there,
   * the first time without a quality of 0. Only a first parameter that is {@code q=} in lower case
   * with a well-formed zero counts; the asterisk names nothing; an empty element ends the list.
   */
  public static boolean isAccepted(Exchange x, String coding) {
    String all = String.join(", ", x.in().getAll(HeaderNames.ACCEPT_ENCODING));
    int start = 0;
    while (start < all.length()) {
      int end = elementEnd(all, start);
      String element = Scan.trimBlanks(all, start, end);
      if (element.isEmpty()) {
        return false;
      }
      int name = element.indexOf(';') < 0 ? element.length() : element.indexOf(';');
      if (Scan.trimBlanks(element, 0, name).equalsIgnoreCase(coding)) {
        return !isRefused(element.substring(name));
      }
      start = end + 1;
    }
    return false;
  }

  private static int elementEnd(String list, int from) {
    int i = from;
    while (i < list.length() && list.charAt(i) != ',') {
      i = list.charAt(i) == '"' ? Scan.quotedEnd(list, i) : i + 1;
    }
    return i;
  }

  /**
   * @param parameters with their semicolons
   */
  private static boolean isRefused(String parameters) {
    if (parameters.isEmpty()) {
      return false;
    }
    int end = parameters.indexOf(';', 1);
    String first = Scan.trimBlanks(parameters, 1, end < 0 ? parameters.length() : end);
    return first.startsWith("q=0") && NO_QUALITY.contains(first);
  }

  /** Tells in the header fields that the content now has one more coding. */
  public static void add(Exchange x, String coding) {
    String codings = of(x);
    if (codings == null || codings.equalsIgnoreCase("identity")) {
      x.out().set(HeaderNames.CONTENT_ENCODING, coding);
    } else {
      x.out().merge(HeaderNames.CONTENT_ENCODING, coding);
    }
    if (x.contentEncoding() != null) {
      x.contentEncoding(x.out().get(HeaderNames.CONTENT_ENCODING));
    }
    x.out().unset(HeaderNames.CONTENT_LENGTH);
    x.out().unset(HeaderNames.CONTENT_MD5);
  }
}
