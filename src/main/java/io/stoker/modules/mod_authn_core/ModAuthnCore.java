package io.stoker.modules.mod_authn_core;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Auth;
import io.stoker.api.AuthnProvider;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Directive.SectionBody;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.SlotValues;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import java.util.List;
import java.util.Map;

/** mod_authn_core: how a client has to say who its user is, and providers by other names. */
@AutoService(HttpdModule.class)
public final class ModAuthnCore implements HttpdModule {

  private static final Arg<Text> EXPRESSION =
      Arg.of("expression", Arg.Kind.EXPRESSION, ModAuthnCore::expression);

  private static final LogMessage NO_MODULE =
      LogMessage.error(
          "authn_core", "AH01796", "AuthType %s configured without corresponding module");

  @Override
  public String name() {
    return "mod_authn_core";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("AuthName")
            .help("the name of the realm that users log in to")
            .take(EXPRESSION.labelled("auth-domain"), Auth.NAME),
        row("AuthType")
            .help("how users log in: None, Basic, Digest or Form")
            .take(EXPRESSION.labelled("None|Basic|Digest|Form"), Auth.TYPE),
        Directive.named("AuthnProviderAlias")
            .in(SERVER)
            .admits(OverrideClass.AUTH_CONFIG)
            .help("a provider with settings of its own under another name")
            .section("base-provider alias", ModAuthnCore::alias));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(DIRECTORY, HTACCESS).override(OverrideClass.AUTH_CONFIG);
  }

  private static Text expression(String word, Cmd cmd) throws DirectiveException {
    try {
      return Expressions.text(word, cmd, Expressions.Use.DOES_NOT_VARY);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Cannot parse expression '"
              + word
              + "' in "
              + cmd.directive().name()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static void alias(Cmd cmd, String argument, SectionBody body) throws DirectiveException {
    Cmd.Cut base = cmd.cut(argument);
    String alias = cmd.cut(base.rest()).word();
    if (base.word().isEmpty() || alias.isEmpty()) {
      throw new DirectiveException(
          "<" + cmd.directive().name() + "> directive requires additional arguments");
    }
    if (alias.equalsIgnoreCase(base.word())) {
      throw new DirectiveException(
          "The alias provider name must be different from the base provider name.");
    }
    if (Auth.authnProvider(alias, cmd) != null) {
      throw new DirectiveException(
          "The alias provider "
              + alias
              + " has already be registered previously as either a base provider or an alias"
              + " provider.");
    }
    SlotValues values = body.readApart();
    AuthnProvider provider = Auth.authnProvider(base.word(), cmd);
    if (provider == null) {
      throw new DirectiveException("Unknown Authn provider: " + base.word());
    }
    cmd.setMain(
        Auth.AUTHN_ALIASES,
        Core.overlay(
            Map.of(alias, new AliasedProvider(provider, values)), cmd.getMain(Auth.AUTHN_ALIASES)));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.CHECK_USER_ID, ModAuthnCore::nobodyAsked).last());
  }

  /** No module has taken up the AuthType; right if there is none, a mistake otherwise. */
  private static Outcome nobodyAsked(Exchange x) {
    String type = Auth.type(x);
    if (type == null) {
      return Outcome.OK;
    }
    x.log(NO_MODULE, type);
    return Reply.error(500);
  }
}
