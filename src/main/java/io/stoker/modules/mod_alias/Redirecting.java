package io.stoker.modules.mod_alias;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.http.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that a Redirect is for.
 *
 * @param incomplete logged where a path was made a URL
 * @param invalid logged where the target is neither a URL nor a path
 */
record Redirecting(LogMessage incomplete, LogMessage invalid) {

  /** A redirect of the section the request is in, else the first of {@code rules}. */
  Outcome run(Exchange x, AliasConfig config, List<RedirectRule> rules) {
    AliasConfig.LocationRedirect own = config.redirect();
    if (own != null) {
      x.decidedBy(own.at());
      String target = own.url() == null ? "" : RedirectTarget.escape(own.url().eval(x));
      return answer(x, config, own.status(), target);
    }
    for (RedirectRule rule : rules) {
      String target = rule.target(x);
      if (target != null) {
        x.decidedBy(rule.at());
        return answer(x, config, rule.status(), target);
      }
    }
    return Outcome.DECLINED;
  }

  private Outcome answer(Exchange x, AliasConfig config, int status, String target) {
    if (status == 0) {
      return Outcome.DECLINED;
    }
    if (!Status.isRedirect(status)) {
      return Reply.error(status);
    }
    String url = complete(x, config, target);
    if (url == null) {
      x.log(invalid, x.uri(), target);
      return Reply.error(500);
    }
    String query = x.query();
    x.out().set("Location", query == null || url.indexOf('?') >= 0 ? url : url + "?" + query);
    return Reply.error(status);
  }

  private @Nullable String complete(Exchange x, AliasConfig config, String target) {
    if (!target.startsWith("/")) {
      return RedirectTarget.isAbsolute(target) ? target : null;
    }
    if (config.allowsRelative()) {
      return target;
    }
    String url = x.absoluteUrl(target);
    x.log(incomplete, target, x.uri(), url);
    return url;
  }
}
