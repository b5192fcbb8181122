package io.stoker.modules.mod_authz_core;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Auth;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.modules.mod_authz_core.AuthzConfig.Merging;
import io.stoker.modules.mod_authz_core.Rule.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** mod_authz_core: who may, by Require and its containers. */
@AutoService(HttpdModule.class)
public final class ModAuthzCore implements HttpdModule {

  static final Slot<AuthzConfig> CONFIG = Slot.directory(AuthzConfig.UNSET);

  /** The first container that can never grant, as messages name it. */
  static final Slot<@Nullable String> ONLY_NEGATIVE = Slot.optionalServer("Require (check)");

  private static final Arg<Merging> MERGING =
      Arg.choice("Off|And|Or", mergingByWord(), "AuthMerging must be one of: Off | And | Or");

  private static Map<String, Merging> mergingByWord() {
    Map<String, Merging> byWord = new LinkedHashMap<>();
    byWord.put("Off", Merging.OFF);
    byWord.put("And", Merging.AND);
    byWord.put("Or", Merging.OR);
    return byWord;
  }

  @Override
  public String name() {
    return "mod_authz_core";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("Require")
            .help("a test that a request has to pass: [not] provider and what the provider takes")
            .apply(
                Directive.Arity.RAW_ARGS,
                "[not] provider [argument]...",
                (cmd, args) -> RequireReader.require(cmd, args.get(0))),
        container(RequireReader.ALL, "tests of which none may fail and one must be passed"),
        container(RequireReader.ANY, "tests of which one must be passed"),
        container(RequireReader.NONE, "tests of which none may be passed"),
        row("AuthMerging")
            .fallback("Off")
            .help("how tests join those of the sections around: Off, And, Or")
            .take(MERGING, CONFIG, AuthzConfig::withMerging),
        row("AuthzSendForbiddenOnFailure")
            .fallback("Off")
            .help("whether a user who may not is told 403 in place of 401")
            .flag(CONFIG, AuthzConfig::withForbidden),
        Directive.named("AuthzProviderAlias")
            .in(SERVER)
            .admits(OverrideClass.AUTH_CONFIG)
            .help("a provider with its arguments under a name of its own")
            .section("base-provider alias [arguments]", RequireReader::alias));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(DIRECTORY, HTACCESS).override(OverrideClass.AUTH_CONFIG);
  }

  private static Directive container(String name, String help) {
    return row(name)
        .admits(OverrideClass.AUTH_CONFIG)
        .help(help)
        .section("", RequireReader::section);
  }

  @Override
  public List<Extension<?>> extensions() {
    return Providers.OFFERED;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.ACCESS_CHECKER_EX, x -> check(x, false)).last(),
        Hook.on(Phase.AUTH_CHECKER, x -> check(x, true)).last());
  }

  private static final LogMessage NEVER_GRANTS =
      error("AH01624", "%s directive contains only negative authorization directives");
  private static final LogMessage TYPE_ALONE =
      error("AH01627", "AuthType configured with no corresponding authorization directives");
  private static final LogMessage NO_RULES =
      LogMessage.debug("authz_core", "AH01628", "authorization result: granted (no directives)");
  private static final LogMessage NO_USER =
      error("AH01629", "authorization failure (no authenticated user): %s");
  private static final LogMessage DENIED =
      error("AH01630", "client denied by server configuration: %s%s");
  private static final LogMessage USER_DENIED =
      error("AH01631", "user %s: authorization failure for \"%s\": ");

  private static LogMessage error(String id, String text) {
    return LogMessage.error("authz_core", id, text);
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    String tag = startup.main().get(ONLY_NEGATIVE);
    if (tag != null) {
      startup.log(NEVER_GRANTS, tag);
      throw new DirectiveException("");
    }
  }

  /** Before a user is known, and again afterwards if the outcome depends on who it is. */
  private static Outcome check(Exchange x, boolean userKnown) throws Exception {
    AuthzConfig config = x.config(CONFIG);
    Group rules = config.rules();
    if (rules == null) {
      return withoutRules(x);
    }
    return switch (Decision.of(rules, x)) {
      case GRANTED -> Outcome.OK;
      case DENIED_NO_USER -> userKnown ? unauthorized(x) : Outcome.DECLINED;
      case DENIED, NEUTRAL -> denied(x, userKnown, config.isForbidden());
      // The provider has said in the log what went wrong.
      case GENERAL_ERROR -> Reply.error(500);
    };
  }

  private static Outcome withoutRules(Exchange x) {
    if (Auth.type(x) != null) {
      x.log(TYPE_ALONE);
      return Reply.error(500);
    }
    x.log(NO_RULES);
    return Outcome.OK;
  }

  private static Outcome unauthorized(Exchange x) {
    x.log(NO_USER, x.uri());
    return Reply.error(401);
  }

  private static Outcome denied(Exchange x, boolean userKnown, boolean forbidden) {
    if (!userKnown || Auth.type(x) == null) {
      String file = x.filename();
      x.log(DENIED, file == null ? "uri " : "", file == null ? x.uri() : file);
      return Reply.error(403);
    }
    x.log(USER_DENIED, String.valueOf(x.user()), x.uri());
    return Reply.error(forbidden ? 403 : 401);
  }
}
