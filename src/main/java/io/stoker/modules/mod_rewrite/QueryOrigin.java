package io.stoker.modules.mod_rewrite;

/**
 * Where the question mark comes from at which a substitution is divided into path and query: from
 * the rule as it was written, or from what the request put into it. A question mark that the client
 * sent encoded, as part of the path, must not begin a query that the rule's author never meant.
 *
 * <p>Source: httpd manual, "RewriteRule Flags", UnsafeAllow3F.
 */
final class QueryOrigin {

  private final boolean dividesAtLast;
  private boolean decided;
  private boolean unsafe;

  /**
   * @param dividesAtLast whether the last question mark divides (QSL), not the first
   */
  QueryOrigin(boolean dividesAtLast) {
    this.dividesAtLast = dividesAtLast;
  }

  /** A part of the rule's own text; question marks that are escaped there do not count. */
  void written(boolean hasMark) {
    if (hasMark) {
      decide(false);
    }
  }

  /** What a group, a variable or a map gave. */
  void expanded(String text) {
    if (text.indexOf('?') >= 0) {
      decide(true);
    }
  }

  private void decide(boolean fromRequest) {
    if (dividesAtLast || !decided) {
      unsafe = fromRequest;
      decided = true;
    }
  }

  /** Whether the request decided where the query begins. */
  boolean isUnsafe() {
    return unsafe;
  }
}
