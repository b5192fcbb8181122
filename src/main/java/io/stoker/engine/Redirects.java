package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.http.HeaderNames;
import io.stoker.http.RequestTarget;

/** Internal redirects: a request goes on as another one that the client does not see. */
final class Redirects {

  static final LogMessage TOO_MANY_REDIRECTS =
      LogMessage.error(
          "core",
          "AH00124",
          "Request exceeded the limit of %d internal redirects due to probable configuration error."
              + " Use 'LimitInternalRecursion' to increase the limit if necessary. Use 'LogLevel"
              + " debug' to get a backtrace.");
  static final LogMessage TOO_MANY_LEVELS =
      LogMessage.error(
          "core",
          "AH00125",
          "Request exceeded the limit of %d subrequest nesting levels due to probable configuration"
              + " error. Use 'LimitInternalRecursion' to increase the limit if necessary. Use"
              + " 'LogLevel debug' to get a backtrace.");

  private Redirects() {}

  /** Whether LimitInternalRecursion forbids one more redirect of, or sub-request in, {@code x}. */
  static boolean isTooDeep(RequestExchange x) {
    int[] limits = x.server().get(Core.LIMIT_INTERNAL_RECURSION);
    int redirects = 0;
    int levels = 0;
    RequestExchange at = x;
    while (true) {
      if (at.previous() != null) {
        if (++redirects >= limits[0] && limits[0] > 0) {
          x.log(TOO_MANY_REDIRECTS, limits[0]);
          return true;
        }
        at = at.previous();
      } else if (at.main() != null) {
        if (++levels >= limits[1] && limits[1] > 0) {
          x.log(TOO_MANY_LEVELS, limits[1]);
          return true;
        }
        at = at.main();
      } else {
        return false;
      }
    }
  }

  /** The request that {@code x} goes on as; it has not been run yet. */
  static RequestExchange follow(RequestExchange x, InternalRedirect to) {
    if (to.asGet()) {
      x.method("GET");
      x.in().unset(HeaderNames.CONTENT_LENGTH);
    }
    RequestExchange y =
        new RequestExchange(x.origin(), x.server(), x.method(), x.fields(), x.main(), x);
    x.next(y);
    aim(y, to.uri());
    y.status(x.status());
    y.draft().errorOut = x.draft().errorOut;
    y.noLocalCopy(x.isNoLocalCopy());
    y.variantValidator(x.variantValidator());
    String vary = x.out().get(HeaderNames.VARY);
    if (vary != null && x.notes().has("redirect-keeps-vary")) {
      y.out().set(HeaderNames.VARY, vary);
    }
    y.env().setAll(x.env(), "REDIRECT_");
    y.env().set("REDIRECT_STATUS", Integer.toString(x.status()));
    if (to.keepHandler() && x.handler() != null) {
      y.contentType(x.contentType());
    }
    return y;
  }

  /** What has to be done to a redirected request before its phases run. */
  static Outcome greet(RequestExchange y) {
    return Phases.run(Phase.POST_READ_REQUEST, y);
  }

  /** Takes a URI apart; its path stays %-encoded until the phases come to it. */
  static void aim(RequestExchange x, String uri) {
    RequestTarget target = RequestTarget.parse("GET", uri);
    x.target().unparsedUri = uri;
    x.uri(target.path());
    x.query(target.query());
  }
}
