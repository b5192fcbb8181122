package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.files.Lookup;
import io.stoker.http.Uris;
import io.stoker.modules.mod_rewrite.RuleFlags.Flag;
import org.jspecify.annotations.Nullable;

/** The rules of a server, run while its URL paths are translated to files. */
final class ServerRules {

  /** Says that a rule with END was applied: nothing is rewritten any more. */
  static final Key<Boolean> ENDED = Key.named("mod_rewrite END");

  private static final LogMessage BAD_QUERY =
      LogMessage.error(
          "rewrite", "AH10410", "Rewritten query string contains control characters or spaces");
  private static final LogMessage NO_PROXY =
      LogMessage.error(
          "rewrite",
          "AH00669",
          "attempt to make remote request from mod_rewrite without proxy enabled: %s");

  private ServerRules() {}

  static Outcome translate(Exchange x) {
    if (!x.config(ModRewrite.SECTION).isOn()) {
      return Outcome.DECLINED;
    }
    RewriteConfig config = x.config(ModRewrite.SERVER);
    if (x.server().isVirtual() && config == RewriteConfig.UNSET) {
      return Outcome.DECLINED;
    }
    RewriteTrace trace = new RewriteTrace(x);
    if (isEnded(x)) {
      trace.log(8, null, "Declining, no further rewriting due to END flag");
      return Outcome.DECLINED;
    }
    boolean any = x.config(ModRewrite.SECTION).has(RewriteOption.ALLOWANYURI);
    if (!any && (x.unparsedUri().equals("*") || !x.uri().startsWith("/"))) {
      trace.log(
          8,
          null,
          "Declining, request-URI '%s' is not a URL-path. Consult the manual entry for the"
              + " RewriteOptions directive for options and caveats about matching other strings.",
          x.uri());
      return Outcome.DECLINED;
    }
    scriptVariables(x);
    return rewrite(x, config, trace);
  }

  /** Whether END was said in this request or one that was redirected here. */
  static boolean isEnded(Exchange x) {
    for (Exchange at = x; at != null; at = at.previous()) {
      if (at.get(ENDED) != null) {
        return true;
      }
    }
    return false;
  }

  /** SCRIPT_URL and SCRIPT_URI: what was asked for, whatever it is rewritten to. */
  private static void scriptVariables(Exchange x) {
    Exchange main = x.main();
    String url = main == null ? x.env().get("REDIRECT_SCRIPT_URL") : main.env().get("SCRIPT_URL");
    if (url == null && main == null) {
      url = x.uri();
    }
    if (url != null) {
      x.env().set("SCRIPT_URL", url);
      x.env().set("SCRIPT_URI", x.absoluteUrl(url));
    }
  }

  private static Outcome rewrite(Exchange x, RewriteConfig config, RewriteTrace trace) {
    String query = x.query();
    if (x.filename() == null) {
      x.filename(x.uri());
      trace.log(2, null, "init rewrite engine with requested uri %s", x.uri());
    } else {
      trace.log(
          2,
          null,
          "init rewrite engine with passed filename %s. Original uri = %s",
          x.filename(),
          x.uri());
    }
    RuleRun run = new RuleRun(x, null, null, config.rules(), trace);
    RuleRun.End end = run.run();
    if (run.isEnded()) {
      x.put(ENDED, true);
    }
    if (end == RuleRun.End.UNCHANGED) {
      trace.log(1, null, "pass through %s", x.filename());
      x.filename(null);
      return Outcome.DECLINED;
    }
    return conclude(run, end, query);
  }

  private static Outcome conclude(RuleRun run, RuleRun.End end, @Nullable String oldQuery) {
    Exchange x = run.x();
    String name = run.name();
    if (isUnsendable(run, end)) {
      x.log(BAD_QUERY);
      return Reply.error(403);
    }
    if (end == RuleRun.End.ANSWERED) {
      return Reply.error(run.status());
    }
    if (name.startsWith("proxy:")) {
      x.log(NO_PROXY, name);
      return Reply.error(403);
    }
    if (AbsoluteUri.schemeLength(name) > 0) {
      return ExternalRedirect.to(run, end, oldQuery);
    }
    if (name.startsWith("passthrough:")) {
      x.uri(name.substring("passthrough:".length()));
      x.filename(null);
      return Outcome.DECLINED;
    }
    return local(run);
  }

  /** Whether the query cannot be sent on as it is, and is not going to be escaped either. */
  static boolean isUnsendable(RuleRun run, RuleRun.End end) {
    boolean escaped =
        end != RuleRun.End.CHANGED_UNESCAPED && AbsoluteUri.schemeLength(run.name()) > 0;
    return !escaped && hasControls(run.x().query());
  }

  private static boolean hasControls(@Nullable String query) {
    if (query != null) {
      for (int i = 0; i < query.length(); i++) {
        if (query.charAt(i) <= ' ' || query.charAt(i) == 0x7f) {
          return true;
        }
      }
    }
    return false;
  }

  private static Outcome local(RuleRun run) {
    Exchange x = run.x();
    x.filename(withHome(x, run.name()));
    run.log(2, "local path result: %s", run.name());
    if (!run.name().startsWith("/")) {
      return Reply.error(400);
    }
    boolean reduced = x.get(SelfReduction.REDUCED) != null;
    if (!isOnDisk(run) || reduced) {
      Uris.Normalized below = Uris.removeDotSegments(run.name(), true);
      if (!below.ok()) {
        run.log(1, "prefixing with document_root of %s FAILED", run.name());
        return Reply.error(403);
      }
      x.filename(Roots.document(x) + below.path());
      run.log(2, "prefixed with document_root to %s", run.name());
    }
    run.log(1, "go-ahead with %s [OK]", run.name());
    return Outcome.OK;
  }

  /** {@code /~user/x} as the path below the home directory of a user that exists. */
  private static String withHome(Exchange x, String path) {
    if (!path.startsWith("/~")) {
      return path;
    }
    int slash = path.indexOf('/', 2);
    String user = path.substring(2, slash < 0 ? path.length() : slash);
    String home = user.isEmpty() ? null : x.files().homeOf(user);
    if (home == null) {
      return path;
    }
    if (slash < 0) {
      return home;
    }
    boolean doubled = home.endsWith("/");
    return (doubled ? home.substring(0, home.length() - 1) : home) + path.substring(slash);
  }

  /**
   * Whether the path is one of the file system: its first segment exists, and the rule that made it
   * says so literally, or it is in the document root, or UnsafePrefixStat allows it.
   */
  private static boolean isOnDisk(RuleRun run) {
    Exchange x = run.x();
    String path = run.name();
    String first = firstSegment(path);
    if (!(x.files().stat(first) instanceof Lookup.Found)) {
      return false;
    }
    boolean trusted = x.config(ModRewrite.SERVER).has(RewriteOption.UNSAFEPREFIXSTAT);
    RewriteRule last = trusted ? null : run.last();
    if (last == null) {
      run.trace().log(3, null, "prefix_stat no lastsub subst prefix %s", first);
      return true;
    }
    boolean allowed = last.has(Flag.UNSAFE_PREFIX);
    run.trace()
        .log(
            3,
            null,
            "prefix_stat compare statpath %s and lastsub output %s STATOK %d ",
            first,
            last.output(),
            allowed ? 0x400000 : 0);
    String root = Roots.document(x);
    String context = Roots.context(x);
    return allowed
        || startsWith(run, last.output(), first)
        || startsWith(run, path, root)
        || (!root.equals(context) && startsWith(run, path, context));
  }

  /** The path's first segment with one slash in front of it, however many there are. */
  private static String firstSegment(String path) {
    int start = 1;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    int slash = path.indexOf('/', start);
    String segment = path.substring(start, slash < 0 ? path.length() : slash);
    return segment.equals(".") || segment.equals("..") ? "/" : "/" + segment;
  }

  private static boolean startsWith(RuleRun run, String text, String prefix) {
    boolean starts = text.startsWith(prefix);
    run.trace().log(5, null, "prefix_stat startsWith(%s, %s) %d", text, prefix, starts ? 1 : 0);
    return starts;
  }
}
