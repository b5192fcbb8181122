package io.stoker.modules.mod_deflate;

import io.stoker.api.Exchange;
import io.stoker.http.HeaderNames;

/** DeflateAlterETag: what becomes of the entity tag of content that is sent in another form. */
enum EtagRule {
  ADD_SUFFIX,
  NO_CHANGE,
  REMOVE;

  /** Changes the tag of a reply whose content went through {@code transform}. */
  void apply(Exchange x, String transform) {
    String tag = x.out().get(HeaderNames.ETAG);
    if (tag == null || this == NO_CHANGE) {
      return;
    }
    if (this == REMOVE) {
      x.out().unset(HeaderNames.ETAG);
    } else if (tag.length() > 2 && tag.endsWith("\"")) {
      String changed = tag.substring(0, tag.length() - 1) + "-" + transform + "\"";
      x.out().set(HeaderNames.ETAG, changed);
    }
  }
}
