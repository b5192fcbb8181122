package io.stoker.modules.mod_negotiation;

import io.stoker.http.FieldLists;
import org.jspecify.annotations.Nullable;

/**
 * The Negotiate field of transparent negotiation (RFC 2295 section 8.4).
 *
 * @param transparent whether the client can choose itself, and is sent the list of variants
 * @param mayChoose whether the server may choose for it
 * @param remote whether it must then choose as RFC 2296 says
 * @param literal whether the Accept fields are to be taken literally
 */
record Negotiate(boolean transparent, boolean mayChoose, boolean remote, boolean literal) {

  /** Nothing said: httpd's own algorithm. */
  static final Negotiate SERVER_DRIVEN = new Negotiate(false, true, false, false);

  static Negotiate parse(@Nullable String field, @Nullable String userAgent) {
    // Lynx sends "trans" and does not know what it means.
    boolean lynx = userAgent != null && userAgent.startsWith("Lynx");
    if (field == null || (lynx && field.equals("trans"))) {
      return SERVER_DRIVEN;
    }
    boolean transparent = false;
    boolean remote = false;
    boolean any = false;
    for (String item : FieldLists.items(field)) {
      boolean version = item.charAt(0) >= '0' && item.charAt(0) <= '9';
      transparent |=
          version
              || item.equals("trans")
              || item.equals("vlist")
              || item.equals("guess-small")
              || item.equals("*");
      remote |= item.equals("1.0");
      any |= item.equals("*");
    }
    return new Negotiate(transparent, remote || any, remote, remote || any);
  }
}
