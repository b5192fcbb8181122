package io.stoker.api;

import io.stoker.http.Escapes;

/** The server's line at the foot of pages that it makes, as ServerSignature has it. */
public final class ServerSignature {

  private ServerSignature() {}

  /** {@code before} and the line; empty for Off. */
  public static String of(Exchange x, String before) {
    Core.Signature wanted = x.config(Core.SERVER_SIGNATURE);
    if (wanted == Core.Signature.OFF) {
      return "";
    }
    String name = Escapes.html(x.serverName());
    if (wanted == Core.Signature.EMAIL) {
      String admin = x.server().get(Core.SERVER_ADMIN);
      String scheme = isUrl(admin) ? "" : "mailto:";
      name = "<a href=\"" + scheme + Escapes.html(admin) + "\">" + name + "</a>";
    }
    return before
        + "<address>"
        + Product.banner(x.server().get(Core.SERVER_TOKENS))
        + " Server at "
        + name
        + " Port "
        + x.serverPort()
        + "</address>\n";
  }

  /** Letters, digits and the like before a colon and two slashes. */
  private static boolean isUrl(String text) {
    int colon = text.indexOf("://");
    return colon > 0
        && text.substring(0, colon)
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
  }
}
