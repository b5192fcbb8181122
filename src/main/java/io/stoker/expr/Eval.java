package io.stoker.expr;

import io.stoker.api.Exchange;
import org.jspecify.annotations.Nullable;

/** One evaluation of an expression: the request, and the groups of its last match. */
final class Eval {

  /** Expressions may ask for sub-requests that evaluate expressions; httpd stops at 20. */
  static final int MAX_DEPTH = 20;

  final Exchange x;
  private Regex.@Nullable Match match;
  private @Nullable StringBuilder vary;

  Eval(Exchange x) {
    this.x = x;
  }

  void matched(Regex.Match found) {
    match = found;
  }

  /** The last match, or null. */
  Regex.@Nullable Match lastMatch() {
    return match;
  }

  /** Group {@code i} of the last match, empty where there is none. */
  String group(int i) {
    String text = match == null ? null : match.group(i);
    return text == null ? "" : text;
  }

  /** The value of a request field, remembering that the reply varies by it. */
  String requestField(String name, boolean varies) {
    // Caches tell hosts apart anyway.
    if (varies && !name.equalsIgnoreCase("Host")) {
      if (vary == null) {
        vary = new StringBuilder(name);
      } else {
        vary.append(',').append(name);
      }
    }
    String value = x.in().get(name);
    return value == null ? "" : value;
  }

  /** The names of the fields the outcome depends on, for Vary; null where there are none. */
  @Nullable String varyFields() {
    return vary == null ? null : vary.toString();
  }

  static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
