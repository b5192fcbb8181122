package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.http.Escapes;
import io.stoker.http.Status;
import org.jspecify.annotations.Nullable;

/** Sends the client where the rules lead. */
final class ExternalRedirect {

  private ExternalRedirect() {}

  /**
   * The redirect to the request's file name, which is an absolute URI.
   *
   * @param oldQuery the query before rewriting, which is not escaped again
   */
  static Outcome to(RuleRun run, RuleRun.End end, @Nullable String oldQuery) {
    Exchange x = run.x();
    boolean plain = end == RuleRun.End.CHANGED_UNESCAPED;
    String url = run.name();
    if (!plain) {
      run.log(1, "escaping %s for redirect", url);
      url = AbsoluteUri.escape(url);
    }
    String query = x.query();
    if (query != null) {
      boolean copied = plain || query.equals(oldQuery);
      String shown = copied ? query : Escapes.uri(query);
      url += "?" + shown;
      run.log(
          1,
          "%s %s to query string for redirect %s",
          copied ? "copying" : "escaping",
          query,
          copied ? "" : shown);
    }
    int status = Status.isRedirect(run.status()) ? run.status() : Status.FOUND;
    x.out().set("Location", url);
    x.filename(url);
    run.log(1, "redirect to %s [REDIRECT/%d]", url, status);
    return Reply.error(status);
  }
}
