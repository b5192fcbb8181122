package io.stoker.modules.mod_auth_basic;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;

import com.google.auto.service.AutoService;
import io.stoker.api.Auth;
import io.stoker.api.AuthnProvider;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.SecretNames;
import io.stoker.api.Slot;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import io.stoker.http.HeaderNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** mod_auth_basic: users and passwords as HTTP's Basic scheme sends them (RFC 7617). */
@AutoService(HttpdModule.class)
public final class ModAuthBasic implements HttpdModule {

  static final Slot<List<AuthnProvider>> PROVIDERS = Slot.directory("AuthBasicProvider", List.of());
  static final Slot<Boolean> AUTHORITATIVE = Slot.directory("AuthBasicAuthoritative", true);
  static final Slot<Boolean> BY_DIGEST = Slot.directory("AuthBasicUseDigestAlgorithm", false);
  static final Slot<FakeLogin> FAKE = Slot.directory("AuthBasicFake", FakeLogin.OFF);

  static final String SCHEME = "Basic";

  private static final LogMessage OTHER_SCHEME =
      error("AH01614", "client used wrong authentication scheme: %s");
  private static final LogMessage NO_REALM = error("AH01615", "need AuthName: %s");

  private static LogMessage error(String id, String text) {
    return LogMessage.error("auth_basic", id, text);
  }

  @Override
  public String name() {
    return "mod_auth_basic";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("AuthBasicProvider")
            .fallback("file")
            .help("providers that are asked for a user, one after the other")
            .apply(
                Directive.Arity.ITERATE, "provider...", (cmd, args) -> provider(cmd, args.get(0))),
        row("AuthBasicAuthoritative")
            .fallback("On")
            .help("whether a user that no provider knows is refused, or left to other modules")
            .flag(AUTHORITATIVE),
        row("AuthBasicFake")
            .fallback("Off")
            .shown(SecretNames::afterFirst)
            .help("an expression for the user and one for the password (password) to go on with")
            .apply(Directive.Arity.TAKE12, "off|user [password]", ModAuthBasic::fake),
        row("AuthBasicUseDigestAlgorithm")
            .fallback("Off")
            .help("MD5: files hold digests of user, realm and password; or Off")
            .apply(Directive.Arity.TAKE1, "MD5|Off", (cmd, args) -> digest(cmd, args.getFirst())));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(DIRECTORY, HTACCESS).override(OverrideClass.AUTH_CONFIG);
  }

  private static void provider(Cmd cmd, String name) throws DirectiveException {
    AuthnProvider provider = Auth.authnProvider(name, cmd);
    if (provider == null) {
      throw new DirectiveException("Unknown Authn provider: " + name);
    }
    cmd.update(PROVIDERS, list -> Core.append(List.of(provider), list));
  }

  private static void fake(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.getFirst().equalsIgnoreCase("off")) {
      cmd.set(FAKE, FakeLogin.OFF);
      return;
    }
    String name = args.getFirst();
    Text user = expression(name, cmd, "username expression '" + name + "'");
    Text password =
        args.size() < 2
            ? Text.constant("password")
            : expression(args.get(1), cmd, "password expression associated to user '" + name + "'");
    cmd.set(FAKE, new FakeLogin(user, password));
  }

  private static Text expression(String text, Cmd cmd, String what) throws DirectiveException {
    try {
      return Expressions.text(text, cmd, Expressions.Use.VARIES);
    } catch (DirectiveException e) {
      throw new DirectiveException("Could not parse fake " + what + ": " + e.getMessage(), e);
    }
  }

  private static void digest(Cmd cmd, String word) throws DirectiveException {
    boolean md5 = word.equalsIgnoreCase("MD5");
    if (!md5 && !word.equalsIgnoreCase("Off")) {
      throw new DirectiveException("Invalid algorithm in AuthBasicUseDigestAlgorithm: " + word);
    }
    cmd.set(BY_DIGEST, md5);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.CHECK_USER_ID, ModAuthBasic::authenticate),
        Hook.on(Phase.NOTE_AUTH_FAILURE, ModAuthBasic::challenge),
        Hook.on(Phase.FIXUPS, FakeLogin::apply).last());
  }

  private static Outcome authenticate(Exchange x) throws Exception {
    String type = Auth.type(x);
    if (!SCHEME.equalsIgnoreCase(type)) {
      return Outcome.DECLINED;
    }
    if (Auth.name(x) == null) {
      x.log(NO_REALM, x.uri());
      return Reply.error(500);
    }
    x.authType(type);
    String field = x.in().get(HeaderNames.AUTHORIZATION);
    if (field == null) {
      return Reply.error(401);
    }
    // A kept reply would be found by its password, and not in constant time.
    x.unplannable("a password");
    Credentials credentials = Credentials.parse(field);
    if (credentials == null) {
      x.log(OTHER_SCHEME, x.uri());
      return Reply.error(401);
    }
    x.user(credentials.user());
    return Login.check(credentials, x);
  }

  /** Says how to log in: for every 401 where the scheme is Basic. */
  private static Outcome challenge(Exchange x) {
    if (!SCHEME.equalsIgnoreCase(Auth.type(x))) {
      return Outcome.DECLINED;
    }
    @Nullable String realm = Auth.name(x);
    x.errorOut()
        .set(HeaderNames.WWW_AUTHENTICATE, "Basic realm=\"" + (realm == null ? "" : realm) + "\"");
    return Outcome.OK;
  }
}
