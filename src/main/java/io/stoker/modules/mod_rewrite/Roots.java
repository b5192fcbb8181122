package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;

/** The directories that URL paths begin at. */
final class Roots {

  private Roots() {}

  /** DocumentRoot, without a slash at its end; empty where there is none. */
  static String document(Exchange x) {
    String root = x.documentRoot();
    if (root == null) {
      return "";
    }
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /** The directory of the Alias that mapped the request, else DocumentRoot. */
  static String context(Exchange x) {
    String own = x.contextDocumentRoot();
    return own.isEmpty() ? document(x) : own;
  }
}
