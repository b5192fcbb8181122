package io.stoker.modules.mod_rewrite;

import io.stoker.api.Core;
import io.stoker.api.Core.Option;
import io.stoker.api.Exchange;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import org.jspecify.annotations.Nullable;

/** The rules of a directory, run when the request has been mapped to a file in it. */
final class DirectoryRules {

  static final String HANDLER = "redirect-handler";

  private static final String REDIRECT = "redirect:";

  private static final LogMessage NO_LINKS =
      LogMessage.error(
          "rewrite",
          "AH00670",
          "Options FollowSymLinks and SymLinksIfOwnerMatch are both off, so the RewriteRule"
              + " directive is also forbidden due to its similar ability to circumvent directory"
              + " restrictions : %s");
  private static final LogMessage BAD_QUERY =
      LogMessage.error(
          "rewrite", "AH10411", "Rewritten query string contains control characters or spaces");
  private static final LogMessage NO_PROXY =
      LogMessage.error(
          "rewrite",
          "AH10160",
          "attempt to make remote request from mod_rewrite without proxy enabled: %s");

  private DirectoryRules() {}

  static Outcome fixup(Exchange x) {
    RewriteConfig config = x.config(ModRewrite.SECTION);
    String directory = config.directory();
    if (directory == null || isDirectoryWithoutSlash(x, config, directory) || !config.isOn()) {
      return Outcome.DECLINED;
    }
    Core.OptionSet options = x.config(Core.OPTIONS);
    if (!options.has(Option.FOLLOW_SYM_LINKS) && !options.has(Option.SYM_LINKS_IF_OWNER_MATCH)) {
      x.log(NO_LINKS, String.valueOf(x.filename()));
      return Reply.error(403);
    }
    RewriteTrace trace = new RewriteTrace(x);
    if (ServerRules.isEnded(x)) {
      trace.log(8, directory, "Declining, no further rewriting due to END flag");
      return Outcome.DECLINED;
    }
    String filename = x.filename();
    if (filename == null) {
      x.filename(x.uri());
      trace.log(2, directory, "init rewrite engine with requested uri %s", x.uri());
    }
    return rewrite(
        new RuleRun(x, directory, config.baseInForce(), config.rules(), trace), filename);
  }

  /** The directory's own URL without its slash is left to mod_dir, but for AllowNoSlash. */
  private static boolean isDirectoryWithoutSlash(
      Exchange x, RewriteConfig config, String directory) {
    String filename = x.filename();
    return !config.has(RewriteOption.ALLOWNOSLASH)
        && filename != null
        && directory.endsWith("/")
        && filename.length() == directory.length() - 1
        && directory.startsWith(filename);
  }

  private static Outcome rewrite(RuleRun run, @Nullable String filename) {
    Exchange x = run.x();
    String query = x.query();
    RuleRun.End end = run.run();
    if (run.isEnded()) {
      x.put(ServerRules.ENDED, true);
    }
    if (end == RuleRun.End.UNCHANGED) {
      run.log(1, "pass through %s", run.name());
      x.filename(filename);
      return Outcome.DECLINED;
    }
    if (ServerRules.isUnsendable(run, end)) {
      x.log(BAD_QUERY);
      return Reply.error(403);
    }
    if (end == RuleRun.End.ANSWERED) {
      return Reply.error(run.status());
    }
    String name = run.name();
    if (name.startsWith("proxy:")) {
      x.log(NO_PROXY, name);
      return Reply.error(403);
    }
    if (AbsoluteUri.schemeLength(name) > 0) {
      replaceDirectoryInUrl(run);
      return ExternalRedirect.to(run, end, query);
    }
    return local(run, filename);
  }

  /** In {@code http://host/dir/x} the directory that a relative substitution got in front. */
  private static void replaceDirectoryInUrl(RuleRun run) {
    String base = base(run);
    String name = run.name();
    int slash = name.indexOf('/', AbsoluteUri.schemeLength(name));
    if (base == null || slash < 0 || slash + 1 == name.length()) {
      return;
    }
    String directory = String.valueOf(run.directory());
    run.log(2, "trying to replace prefix %s with %s", directory, base);
    String below = directory.startsWith("/") ? directory.substring(1) : directory;
    String path = name.substring(slash + 1);
    String replaced = replace(run, path, below, base.substring(1));
    run.x().filename(name.substring(0, slash + 1) + replaced);
  }

  private static @Nullable String base(RuleRun run) {
    return run.x().config(ModRewrite.SECTION).baseInForce();
  }

  private static Outcome local(RuleRun run, @Nullable String filename) {
    Exchange x = run.x();
    String name = run.name();
    if (name.startsWith("passthrough:")) {
      name = name.substring("passthrough:".length());
    }
    x.filename(name);
    if (!name.startsWith("/")) {
      return Reply.error(400);
    }
    if (name.equals(filename)) {
      run.log(1, "initial URL equal rewritten URL: %s [IGNORING REWRITE]", name);
      return Outcome.OK;
    }
    String url = url(run, name);
    x.notes().set("redirect-keeps-vary", "");
    run.log(1, "internal redirect with %s [INTERNAL REDIRECT]", url);
    x.filename(REDIRECT + url);
    x.handler(HANDLER);
    return Outcome.OK;
  }

  /** The URL path of what the rules made: a file in the directory, or a URL path already. */
  private static String url(RuleRun run, String name) {
    Exchange x = run.x();
    String base = base(run);
    String url = name;
    if (base != null) {
      String directory = String.valueOf(run.directory());
      run.log(2, "trying to replace prefix %s with %s", directory, base);
      url = replace(run, name, directory, base);
    } else {
      String root = Roots.document(x);
      if (name.startsWith(root + "/")) {
        url = name.substring(root.length());
        run.log(2, "strip document_root prefix: %s -> %s", name, url);
      }
    }
    boolean same = url.equals(name);
    if (same && !x.config(ModRewrite.SECTION).has(RewriteOption.IGNORECONTEXTINFO)) {
      String root = Roots.context(x);
      run.log(
          2,
          "trying to replace context docroot %s with context prefix %s",
          root,
          x.contextPrefix());
      url = replace(run, name, root, x.contextPrefix());
    }
    return url;
  }

  /** {@code input} with the directory {@code match} at its beginning replaced. */
  private static String replace(RuleRun run, String input, String match, String substitute) {
    String prefix = match.endsWith("/") ? match : match + "/";
    if (!input.startsWith(prefix)) {
      return input;
    }
    String rest = input.substring(prefix.length());
    run.trace().log(5, null, "strip matching prefix: %s -> %s", input, rest);
    boolean slash = !substitute.isEmpty() && !substitute.endsWith("/");
    String output = substitute + (slash ? "/" : "") + rest;
    run.trace().log(4, null, "add subst prefix: %s -> %s", rest, output);
    return output;
  }

  /** T= and H=, when everybody else has said what the type and handler are. */
  static Outcome forceType(Exchange x) {
    String type = x.get(Effects.TYPE);
    RewriteTrace trace = new RewriteTrace(x);
    if (type != null) {
      trace.log(1, null, "force filename %s to have MIME-type '%s'", x.filename(), type);
      x.contentType(type);
    }
    String handler = x.get(Effects.HANDLER);
    if (handler != null) {
      trace.log(
          1, null, "force filename %s to have the Content-handler '%s'", x.filename(), handler);
      x.handler(handler);
    }
    return Outcome.OK;
  }

  /** Goes on with what the rules of a directory led to. */
  static Outcome redirect(Exchange x) {
    String name = x.filename();
    if (!HANDLER.equals(x.handler()) || name == null || !name.startsWith(REDIRECT)) {
      return Outcome.DECLINED;
    }
    String query = x.query();
    String url = name.substring(REDIRECT.length());
    return InternalRedirect.to(query == null ? url : url + "?" + query);
  }
}
