package io.stoker.modules.mod_cgi;

import io.stoker.api.Exchange;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;

/** What is written down about scripts that do not do well. */
final class ScriptFaults {

  private static final String SAID = "AH01215";

  private ScriptFaults() {}

  /** A line that a script wrote to standard error. */
  static void said(Exchange x, Variant variant, String line) {
    x.log(variant.said(SAID), String.valueOf(x.filename()), line);
    if (variant == Variant.CGI) {
      x.server().get(ScriptLog.SLOT).error(x, x.status(), line);
    }
  }

  /** A script that is not run, and why. */
  static Outcome refused(Exchange x, Variant variant, String id, int status, String why) {
    x.log(variant.said(id), String.valueOf(x.filename()), why);
    x.server().get(ScriptLog.SLOT).error(x, status, why);
    return Reply.error(status);
  }
}
