package io.stoker.modules.mod_auth_basic;

import io.stoker.api.Auth;
import io.stoker.api.AuthnProvider;
import io.stoker.api.AuthnProvider.Verdict;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Passwords;
import io.stoker.api.Reply;
import java.util.List;

/** Asks the providers for a user, one after the other until one knows it. */
final class Login {

  private static final LogMessage NO_PROVIDER = error("AH01616", "No Authn provider configured");
  private static final LogMessage MISMATCH =
      error("AH01617", "user %s: authentication failure for \"%s\": Password Mismatch");
  private static final LogMessage NO_DIGESTS =
      error("AH02493", "Authn provider does not support AuthBasicUseDigestAlgorithm");
  private static final LogMessage UNKNOWN = error("AH01618", "user %s not found: %s");

  private static LogMessage error(String id, String text) {
    return LogMessage.error("auth_basic", id, text);
  }

  private Login() {}

  static Outcome check(Credentials credentials, Exchange x) throws Exception {
    Verdict verdict = ask(credentials, x);
    boolean last = x.config(ModAuthBasic.AUTHORITATIVE);
    return switch (verdict) {
      case GRANTED -> Outcome.OK;
      case DENIED -> {
        x.log(MISMATCH, credentials.user(), x.uri());
        yield Reply.error(401);
      }
      case USER_NOT_FOUND -> {
        if (!last) {
          yield Outcome.DECLINED;
        }
        x.log(UNKNOWN, credentials.user(), x.uri());
        yield Reply.error(401);
      }
      // What went wrong is in the log.
      case GENERAL_ERROR -> last ? Reply.error(500) : Outcome.DECLINED;
    };
  }

  private static Verdict ask(Credentials credentials, Exchange x) throws Exception {
    List<AuthnProvider> providers = x.config(ModAuthBasic.PROVIDERS);
    if (providers.isEmpty()) {
      AuthnProvider usual = x.extensions().find(AuthnProvider.POINT, "file");
      if (usual == null) {
        x.log(NO_PROVIDER);
        return Verdict.GENERAL_ERROR;
      }
      return ask(usual, credentials, x);
    }
    Verdict verdict = Verdict.USER_NOT_FOUND;
    for (AuthnProvider provider : providers) {
      verdict = ask(provider, credentials, x);
      if (verdict != Verdict.USER_NOT_FOUND) {
        break;
      }
    }
    return verdict;
  }

  private static Verdict ask(AuthnProvider provider, Credentials credentials, Exchange x)
      throws Exception {
    if (!x.config(ModAuthBasic.BY_DIGEST)) {
      return provider.checkPassword(x, credentials.user(), credentials.password());
    }
    if (!provider.hasRealmHashes()) {
      x.log(NO_DIGESTS);
      return Verdict.GENERAL_ERROR;
    }
    String realm = String.valueOf(Auth.name(x));
    String known;
    try {
      known = provider.realmHash(x, credentials.user(), realm);
    } catch (AuthnProvider.Unavailable e) {
      return Verdict.GENERAL_ERROR;
    }
    if (known == null) {
      return Verdict.USER_NOT_FOUND;
    }
    String own = Passwords.realmHash(credentials.user(), realm, credentials.password());
    return Passwords.same(own, known) ? Verdict.GRANTED : Verdict.DENIED;
  }
}
