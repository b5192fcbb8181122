package io.stoker.modules.mod_alias;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import io.stoker.expr.Regex;
import io.stoker.expr.Substitution;
import io.stoker.files.FileInfo;
import io.stoker.http.Uris;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** mod_alias: URL paths to places outside of the document root, and simple redirects. */
@AutoService(HttpdModule.class)
public final class ModAlias implements HttpdModule {

  /** A virtual host's own come before the main server's. */
  static final Slot<List<AliasRule>> ALIASES =
      Slot.server("Alias", List.of(), (child, parent) -> Core.append(parent, child));

  static final Slot<List<RedirectRule>> REDIRECTS =
      Slot.server("Redirect (server)", List.of(), (child, parent) -> Core.append(parent, child));

  static final Slot<AliasConfig> CONFIG = Slot.directory(AliasConfig.UNSET);

  private static final String SCRIPT_HANDLER = "cgi-script";

  /** Says to modules that run scripts that an Alias, not a type, chose the handler. */
  private static final String FORCED_NOTE = "alias-forced-type";

  private static final String INCOMPLETE =
      "incomplete redirection target of '%s' for URI '%s' modified to '%s'";
  private static final String INVALID =
      "cannot redirect '%s' to '%s'; target is not a valid absoluteURI or abs_path";

  private static final Redirecting IN_TRANSLATION =
      new Redirecting(
          LogMessage.debug("alias", "AH00673", INCOMPLETE),
          LogMessage.error("alias", "AH00674", INVALID));
  private static final Redirecting IN_FIXUPS =
      new Redirecting(
          LogMessage.debug("alias", "AH00675", INCOMPLETE),
          LogMessage.error("alias", "AH00676", INVALID));

  private static final LogMessage NOBODY_RUNS_SCRIPTS =
      LogMessage.error(
          "alias",
          "STK0601",
          "%s is a script by ScriptAlias, but no module that runs scripts is loaded (mod_cgi or"
              + " mod_cgid): refusing to send its source");

  @Override
  public String name() {
    return "mod_alias";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        alias("Alias", null, "[URL-path] file-path"),
        alias("ScriptAlias", SCRIPT_HANDLER, "[URL-path] file-path"),
        row("Redirect")
            .help("a status if not 302, a URL path unless in a section, and a URL")
            .apply(
                Directive.Arity.TAKE123,
                "[status] [URL-path] [URL]",
                new RedirectDirective(302, false)::apply),
        aliasMatch("AliasMatch", null),
        aliasMatch("ScriptAliasMatch", SCRIPT_HANDLER),
        row("RedirectMatch")
            .help("a status if not 302, a pattern and a URL with groups of it")
            .apply(
                Directive.Arity.TAKE23,
                "[status] regex [URL]",
                new RedirectDirective(302, true)::apply),
        row("RedirectTemp")
            .help("a URL path and where to redirect it with 302")
            .apply(Directive.Arity.TAKE2, "URL-path URL", new RedirectDirective(302, false)::apply),
        row("RedirectPermanent")
            .help("a URL path and where to redirect it with 301")
            .apply(Directive.Arity.TAKE2, "URL-path URL", new RedirectDirective(301, false)::apply),
        row("RedirectRelative")
            .fallback("Off")
            .help("whether a path to redirect to is sent as it is")
            .flag(CONFIG, AliasConfig::withRelative),
        row("AliasPreservePath")
            .fallback("Off")
            .help("whether Alias in a Location keeps the rest of the URL path")
            .flag(CONFIG, AliasConfig::withPreservePath));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static Directive alias(String name, @Nullable String handler, String syntax) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY)
        .notIn(SectionKind.LIMIT)
        .help("a URL path and a file path, or in a Location the file path alone")
        .apply(Directive.Arity.TAKE12, syntax, new AliasDirective(handler, false)::apply);
  }

  private static Directive aliasMatch(String name, @Nullable String handler) {
    return Directive.named(name)
        .in(SERVER, VHOST)
        .help("a pattern for URL paths and a file path with groups of it")
        .apply(Directive.Arity.TAKE2, "regex file-path", new AliasDirective(handler, true)::apply);
  }

  /** {@code rules} with one more at the end. */
  static <T> List<T> appended(List<T> rules, T rule) {
    return Core.append(List.of(rule), rules);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.TRANSLATE_NAME, ModAlias::translate).before("mod_userdir", "mod_vhost_alias"),
        Hook.on(Phase.FIXUPS, ModAlias::fixup),
        Hook.on(Phase.HANDLER, ModAlias::guardScripts).last());
  }

  private static Outcome translate(Exchange x) {
    if (!x.uri().isEmpty() && !x.uri().startsWith("/")) {
      return Outcome.DECLINED;
    }
    AliasConfig config = x.config(CONFIG);
    Outcome redirected = IN_TRANSLATION.run(x, config, x.config(REDIRECTS));
    if (!redirected.equals(Outcome.DECLINED)) {
      return redirected;
    }
    AliasConfig.LocationAlias own = config.alias();
    return own == null ? serverAlias(x) : locationAlias(x, own, config.preservesPath());
  }

  private static Outcome fixup(Exchange x) {
    AliasConfig config = x.config(CONFIG);
    return IN_FIXUPS.run(x, config, config.redirects());
  }

  private static Outcome locationAlias(
      Exchange x, AliasConfig.LocationAlias alias, boolean preserve) {
    x.decidedBy(alias.at());
    String path = alias.real().eval(x);
    int length = preserve ? UrlPrefix.match(x.uri(), alias.fake()) : 0;
    if (length > 0) {
      x.context(alias.fake(), path);
      path += x.uri().substring(length);
    }
    return map(x, path, alias.handler());
  }

  private static Outcome serverAlias(Exchange x) {
    for (AliasRule rule : x.config(ALIASES)) {
      String path = path(x, rule);
      if (path != null) {
        x.decidedBy(rule.at());
        return map(x, path, rule.handler());
      }
    }
    return Outcome.DECLINED;
  }

  private static @Nullable String path(Exchange x, AliasRule rule) {
    if (rule.regex() != null) {
      Regex.Match match = rule.regex().find(x.uri());
      return match == null ? null : Substitution.apply(rule.real(), match);
    }
    int length = UrlPrefix.match(x.uri(), rule.fake());
    if (length == 0) {
      return null;
    }
    x.context(rule.fake(), rule.real());
    return rule.real() + x.uri().substring(length);
  }

  private static Outcome map(Exchange x, String path, @Nullable String handler) {
    String root = x.server().get(Core.SERVER_ROOT);
    String whole = path.startsWith("/") ? path : root + "/" + path;
    Uris.Normalized plain = Uris.removeDotSegments(whole, true);
    if (!plain.ok()) {
      return Outcome.DECLINED;
    }
    if (handler != null) {
      x.handler(handler);
      x.notes().set(FORCED_NOTE, handler);
    }
    x.filename(plain.path());
    return Outcome.OK;
  }

  /**
   * Where nothing is loaded that runs scripts httpd sends their source. A configuration that says
   * ScriptAlias does not mean that.
   */
  private static Outcome guardScripts(Exchange x) {
    FileInfo file = x.file();
    if (file == null
        || !file.isRegular()
        || !SCRIPT_HANDLER.equals(x.handler())
        || !x.notes().has(FORCED_NOTE)) {
      return Outcome.DECLINED;
    }
    x.log(NOBODY_RUNS_SCRIPTS, String.valueOf(x.filename()));
    return Reply.error(500);
  }
}
