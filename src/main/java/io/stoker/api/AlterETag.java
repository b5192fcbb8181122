package io.stoker.api;

import io.stoker.http.HeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of the entity tag of content that is sent in another form: DeflateAlterETag &c. */
public enum AlterETag {
  ADD_SUFFIX,
  NO_CHANGE,
  REMOVE;

  /**
   * The argument of such a directive.
   *
   * @param error what is said of other words
   */
  public static Arg<AlterETag> arg(String error) {
    Map<String, AlterETag> words = new LinkedHashMap<>();
    words.put("AddSuffix", ADD_SUFFIX);
    words.put("NoChange", NO_CHANGE);
    words.put("Remove", REMOVE);
    return Arg.choice("AddSuffix|NoChange|Remove", words, error);
  }

  /** Changes the tag of a reply whose content went through {@code transform}. */
  public void apply(Exchange x, String transform) {
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
